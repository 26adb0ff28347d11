import { expect, it } from "vitest";
import { prescannedEncoding } from "../../src/infrastructure/prescan.ts";

it.each([
  ["<meta charset=shift_jis>", "shift_jis"],
  ["<META\tCHARSET = 'Shift_JIS' >", "shift_jis"],
  ['<!doctype html><html lang="a>b"><head><meta/charset="euc-kr"/>', "euc-kr"],
  ['<meta http-equiv=Content-Type content="text/html; charset=koi8-r">', "koi8-r"],
  ["<meta content='text/html;charset = \"big5\"' http-equiv='content-type'>", "big5"],
  ["<meta charset=utf-16>", "utf-8"],
  ["<meta charset=x-user-defined>", "windows-1252"],
  ["<!-- <meta charset=big5> --><meta charset=gbk>", "gbk"],
  ["<!--><meta charset=gbk>", "gbk"],
  ["<meta charset=big5 charset=gbk>", "big5"],
  ["<meta charset=nonsense><meta charset=gbk>", "gbk"],
  ["<p title='<meta charset=big5>'><meta charset=gbk>", "gbk"],
  ["<?xml <meta charset=big5> ?><meta charset=gbk>", "gbk"],
  ["<\0?\0x\0m\0l\0", "utf-16le"],
  ["\0<\0?\0x\0m\0l", "utf-16be"],
  ['<?xml version="1.0" encoding="gbk"?><p>', "gbk"],
  ["<?xml encoding = 'Shift_JIS'?><!-- cut off", "shift_jis"],
  ['<?xml encoding="gbk"?><meta charset=big5>', "big5"],
  ['<?xml encoding="utf-16"?>', "utf-8"],
])("%s names %s", (text, encoding) => {
  expect(prescannedEncoding(new TextEncoder().encode(text))).toBe(encoding);
});

it.each([
  "",
  "<p>charset=gbk",
  '<meta content="text/html; charset=gbk">',
  "<metal charset=gbk>",
  "<meta charset=gbk",
  "<meta charset='gbk>",
  "<!-- <meta charset=gbk>",
  `${" ".repeat(1024)}<meta charset=gbk>`,
  '<?xml encoding="gbk"?',
  '<?xml encoding="g bk"?>',
  '<?xml encoding="gbk?>',
  "<?xml encoding=gbk?>",
  '<?xml encoding encoding="gbk"?>',
  '<?xml version="1.0"?>',
  ' <?xml encoding="gbk"?>',
])("%j names none", (text) => {
  expect(prescannedEncoding(new TextEncoder().encode(text))).toBeNull();
});
