/**
 * Members that an init may have and still be empty: what is read of it once it is known whether it is, and the
 * values that stand for none.
 *
 * Source/WebCore/Modules/fetch/FetchRequestInit.h, hasMembers
 */
export function isUnsaidInWebKit(member: string, value: unknown): boolean {
  switch (member) {
    case "duplex":
    case "priority":
      return true;
    case "body":
      return value === null;
    case "integrity":
    case "referrer":
      return value === "";
    default:
      return false;
  }
}
