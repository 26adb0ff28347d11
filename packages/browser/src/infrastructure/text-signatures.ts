const html =
  /^(?:<!doctype html|<script|<html|<head|<iframe|<h1|<div|<font|<table|<a|<style|<title|<b|<p)/i;

// To where a script's line ends after it: what follows `-->` there is a comment to scripts as well.
const COMMENT = /^<!--[^]*?-->[^\n\r]*?(?:[\n\r]|\xe2\x80[\xa8\xa9])/;

/**
 * Whether a text, of bytes that were taken for characters, begins as HTML does and no script can.
 *
 * services/network/orb/orb_sniffers.cc, SniffForHTML
 */
export function beginsAsHtml(text: string): boolean {
  let rest = withoutSpace(text);
  for (;;) {
    if (html.test(rest)) return true;
    const comment = COMMENT.exec(rest);
    if (comment === null) return false;
    rest = withoutSpace(rest.slice(comment[0].length));
  }
}

export function beginsAsXml(text: string): boolean {
  return withoutSpace(text).startsWith("<?xml");
}

/** What is put before JSON so that no script parses it, and the beginning of an object. */
const data =
  /^(?:\)\]\}'|\{\}&&|\{\} &&|for \(;;\);|for\(;;\);|while\(1\);|while \(1\);|[ \t\r\n]*\{[ \t\r\n]*"(?:[^"\\]|\\[^])*"[ \t\r\n]*:)/;

export function beginsAsData(text: string): boolean {
  return data.test(text);
}

const withoutSpace = (text: string): string => text.replace(/^[ \t\r\n]+/, "");
