// Do not copy this: it is the popular mistake, kept so that a test can show what it does.

// #region docs
import cors from "@crosswalk/cors/migrate/cors";

// Today this lets every site read what your users see when they are signed in.
export const middleware = (): unknown => cors({ origin: true, credentials: true });
// #endregion
