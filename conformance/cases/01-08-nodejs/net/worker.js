import assert from "node:assert";
import { inspect } from "node:util";
import net from "node:net";
import http from "node:http";
import fs from "node:fs";
import dns from "node:dns";

// show answers what a call answers, or how it fails.
const show = async (f) => {
  try {
    const value = await f();
    return typeof value === "string" ? value : inspect(value, { depth: 5, breakLength: Infinity, compact: 3 });
  } catch (e) {
    return `${e.name} ${e.code}: ${e.message}`;
  }
};
const is = async (f, expected) => assert.strictEqual(await show(f), expected, String(f));


// 1.8: net knows addresses
export const addresses = {
  async test() {
    await is(() => ["1.2.3.4", "::1", "::ffff:1.2.3.4", "1.2.3", "x", "01.2.3.4", "fe80::1%eth0", "::", "1.2.3.4/8", "", " 1.2.3.4", "2001:db8::g"].map((x) => [net.isIP(x), net.isIPv4(x), net.isIPv6(x)].join()), "[ '4,true,false', '6,false,true', '6,false,true', '0,false,false', '0,false,false', '0,false,false', '6,false,true', '6,false,true', '0,false,false', '0,false,false', '0,false,false', '0,false,false' ]");
    await is(() => [net.isIP(5), net.isIP(), net.isIPv4(null), net.isIP({ toString() { return "1.2.3.4"; } })], "[ 0, 0, false, 4 ]");
    await is(() => [net.getDefaultAutoSelectFamily(), net.getDefaultAutoSelectFamilyAttemptTimeout(), net.setDefaultAutoSelectFamily(false)], "[ false, 10, undefined ]");
    await is(() => net.setDefaultAutoSelectFamily(true), "TypeError ERR_INVALID_ARG_VALUE: The argument 'val' is invalid. Received true");
    await is(() => net.setDefaultAutoSelectFamilyAttemptTimeout(0), "RangeError ERR_OUT_OF_RANGE: The value of \"val\" is out of range. It must be >= 1 && <= 2147483647. Received 0");
    await is(() => net.setDefaultAutoSelectFamilyAttemptTimeout("x"), "TypeError ERR_INVALID_ARG_TYPE: The \"val\" argument must be of type number. Received type string ('x')");
  },
};

// 1.8: http knows methods, statuses and what headers may have
export const protocols = {
  async test() {
    await is(() => [http.METHODS, http.STATUS_CODES[418], Object.keys(http.STATUS_CODES).length, http.maxHeaderSize, http.WebSocket === WebSocket], "[\n  [\n    'ACL',        'BIND',        'CHECKOUT',\n    'CONNECT',    'COPY',        'DELETE',\n    'GET',        'HEAD',        'LINK',\n    'LOCK',       'M-SEARCH',    'MERGE',\n    'MKACTIVITY', 'MKCALENDAR',  'MKCOL',\n    'MOVE',       'NOTIFY',      'OPTIONS',\n    'PATCH',      'POST',        'PROPFIND',\n    'PROPPATCH',  'PURGE',       'PUT',\n    'QUERY',      'REBIND',      'REPORT',\n    'SEARCH',     'SOURCE',      'SUBSCRIBE',\n    'TRACE',      'UNBIND',      'UNLINK',\n    'UNLOCK',     'UNSUBSCRIBE'\n  ],\n  \"I'm a Teapot\",\n  63,\n  16384,\n  true\n]");
    await is(() => ["ok", "a b", "", 5].map((n) => { try { return http.validateHeaderName(n); } catch (e) { return [e.code, e.message]; } }), "[ undefined, [ 'ERR_INVALID_HTTP_TOKEN', 'Header name must be a valid HTTP token [\"a b\"]' ], [ 'ERR_INVALID_HTTP_TOKEN', 'Header name must be a valid HTTP token [\"\"]' ], [ 'ERR_INVALID_HTTP_TOKEN', 'Header name must be a valid HTTP token [\"5\"]' ] ]");
    await is(() => [undefined, "x\n", "é", "€", 5].map((v) => { try { return http.validateHeaderValue("a", v); } catch (e) { return [e.code, e.message]; } }), "[ [ 'ERR_HTTP_INVALID_HEADER_VALUE', 'Invalid value \"undefined\" for header \"a\"' ], [ 'ERR_INVALID_CHAR', 'Invalid character in header content [\"a\"]' ], undefined, [ 'ERR_INVALID_CHAR', 'Invalid character in header content [\"a\"]' ], undefined ]");
    await is(() => http.validateHeaderName("a b", "Trailer name"), "TypeError ERR_INVALID_HTTP_TOKEN: Trailer name must be a valid HTTP token [\"a b\"]");
    await is(() => http.setMaxIdleHTTPParsers(0), "RangeError ERR_OUT_OF_RANGE: The value of \"max\" is out of range. It must be >= 1 && <= 9007199254740991. Received 0");
    await is(() => http._connectionListener(), "Error ERR_METHOD_NOT_IMPLEMENTED: The _connectionListener method is not implemented");
  },
};

// 1.8: constants of fs and dns
export const constants = {
  async test() {
    await is(() => [fs.F_OK, fs.R_OK, fs.W_OK, fs.X_OK, fs.constants.O_CREAT, fs.constants.COPYFILE_EXCL, Object.getPrototypeOf(fs.constants)], "[\n  0,    4,  2,\n  1,    64, 1,\n  null\n]");
    await is(() => [dns.getDefaultResultOrder(), dns.ADDRCONFIG, dns.NODATA, dns.SERVFAIL, dns.getServers()], "[ 'verbatim', 1024, 'ENODATA', 'ESERVFAIL', [ '1.1.1.1', '2606:4700:4700::1111', '1.0.0.1', '2606:4700:4700::1001' ] ]");
    await is(() => dns.setDefaultResultOrder("x"), "TypeError ERR_INVALID_ARG_VALUE: The argument 'dnsOrder' must be one of: 'verbatim', 'ipv4first', 'ipv6first'. Received 'x'");
    await is(() => dns.setServers([]), "Error undefined: Not implemented");
  },
};
