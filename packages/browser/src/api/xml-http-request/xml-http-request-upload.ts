import { XmlHttpRequestEventTarget } from "./xml-http-request-event-target.ts";

/** https://xhr.spec.whatwg.org/#xmlhttprequestupload */
export class XmlHttpRequestUpload extends XmlHttpRequestEventTarget {
  get [Symbol.toStringTag](): string {
    return "XMLHttpRequestUpload";
  }
}
