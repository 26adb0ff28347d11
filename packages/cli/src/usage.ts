export const usage = `crosswalk <command>

  explain   why a request is blocked, and what to change
  origin    whether two URLs are of the same origin, and of the same site
`;
