/**
 * What goes out for:
 *
 *     "actual"         what was asked for
 *     "past-cache"     the same, though nothing is looked up or kept
 *     "preflight"      the question whether it may go
 *     "revalidation"   a look in the background whether what was given still holds
 */
export type FetchPurpose = "actual" | "past-cache" | "preflight" | "revalidation";
