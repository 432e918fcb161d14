/* SPDX-License-Identifier: Apache-2.0 */
/* TSTInfo: each field, each flaw. */
#include "tsp_case.h"

SET(version_0, t->tst_version = 0)
SET(version_2, t->tst_version = 2)
SET(version_255, t->tst_version = 255)
SET(fraction, t->gentime = "20231114221322.371Z")
SET(fraction_zeros, t->gentime = "20231114221322.500Z")
SET(local, t->gentime = "20231114221322")
SET(offset, t->gentime = "20231114221322+0800")
SET(month_13, t->gentime = "20231314221322Z")
SET(hour_24, t->gentime = "20231114240000Z")
SET(serial_160, t->serial = "\x7f" "0123456789012345678"; t->serial_len = 20)
SET(serial_161, t->serial = "\x00\xff" "0123456789012345678"; t->serial_len = 21)
SET(serial_long, t->serial = "\x01" "012345678901234567890"; t->serial_len = 22)
SET(serial_padded, t->serial = "\x00\x07"; t->serial_len = 2)
SET(serial_empty, t->serial_len = 0)

SET(alias, t->imprint_alg = O_SM3_ALIAS)
SET(sha256, t->imprint_alg = O_SHA256)
SET(sha1, t->imprint_alg = O_SHA1)
SET(sha1_20, t->imprint_alg = O_SHA1; t->imprint = "01234567890123456789"; t->imprint_len = 20)
SET(md5, t->imprint_alg = O_MD5)
SET(keyed, t->imprint_alg = O_SM3_KEYED)
SET(sha512, t->imprint_alg = O_SHA512)
SET(bare_oid, t->imprint_alg = NULL)
SET(short_hash, t->imprint = "01234567890123456789"; t->imprint_len = 20)
SET(long_hash, t->imprint = "012345678901234567890123456789012"; t->imprint_len = 33)
SET(no_hash, t->imprint = ""; t->imprint_len = 0)
SET(other_hash, t->imprint = "01234567890123456789012345678901"; t->imprint_len = 32)
SET(other_data, t->data = BYTES("what is not stamped"))
SET(rsa_sm3, t->imprint_alg = O_SM3)

#define TAIL(name, lit) SET(name, t->tail = BYTES(lit))
TAIL(accuracy, "\x30\x0b\x02\x01\x01\x80\x02\x01\xf4\x81\x02\x00\xfa")
TAIL(accuracy_empty, "\x30\x00")
TAIL(seconds_day, "\x30\x05\x02\x03\x01\x51\x80")
TAIL(seconds_more, "\x30\x05\x02\x03\x01\x51\x81")
TAIL(seconds_negative, "\x30\x03\x02\x01\xff")
TAIL(millis_0, "\x30\x03\x80\x01\x00")
TAIL(millis_1, "\x30\x03\x80\x01\x01")
TAIL(millis_999, "\x30\x04\x80\x02\x03\xe7")
TAIL(millis_1000, "\x30\x04\x80\x02\x03\xe8")
TAIL(millis_padded, "\x30\x04\x80\x02\x00\x01")
TAIL(millis_negative, "\x30\x03\x80\x01\xff")
TAIL(millis_none, "\x30\x02\x80\x00")
TAIL(millis_three, "\x30\x05\x80\x03\x00\x03\xe7")
TAIL(millis_257, "\x30\x04\x80\x02\x01\x01")
TAIL(millis_and_more, "\x30\x05\x80\x03\x01\x2c\x05")
TAIL(micros_1000, "\x30\x04\x81\x02\x03\xe8")
TAIL(micros_first, "\x30\x06\x81\x01\x01\x80\x01\x01")
TAIL(accuracy_more, "\x30\x03\x82\x01\x01")
TAIL(ordering, "\x01\x01\xff")
TAIL(ordering_false, "\x01\x01\x00")
TAIL(ordering_odd, "\x01\x01\x01")
TAIL(nonce, "\x02\x09\x00\xff" "1234567")
TAIL(nonce_33, "\x02\x21" "012345678901234567890123456789012")
TAIL(nonce_34, "\x02\x22" "0123456789012345678901234567890123")
TAIL(nonce_padded, "\x02\x02\x00\x01")
TAIL(nonce_twice, "\x02\x01\x01\x02\x01\x01")
TAIL(nonce_first, "\x02\x01\x01\x01\x01\xff")
TAIL(tsa_empty, "\xa0\x00")
TAIL(tsa_two, "\xa0\x06\x82\x01" "a\x82\x01" "b")
TAIL(ext, "\xa1\x08\x30\x06\x06\x02\x2a\x03\x04\x00")
TAIL(ext_false, "\xa1\x0b\x30\x09\x06\x02\x2a\x03\x01\x01\x00\x04\x00")
TAIL(ext_critical, "\xa1\x0b\x30\x09\x06\x02\x2a\x03\x01\x01\xff\x04\x00")
TAIL(ext_second, "\xa1\x13\x30\x06\x06\x02\x2a\x03\x04\x00\x30\x09\x06\x02\x2a\x04\x01\x01\xff\x04\x00")
TAIL(ext_twice, "\xa1\x10\x30\x06\x06\x02\x2a\x03\x04\x00\x30\x06\x06\x02\x2a\x03\x04\x00")
TAIL(ext_two, "\xa1\x10\x30\x06\x06\x02\x2a\x03\x04\x00\x30\x06\x06\x02\x2a\x04\x04\x00")
TAIL(ext_none, "\xa1\x00")

/* n extensions of different names, of so many bytes each. */
static struct eci_buf exts;

static void
many(struct ftoken *t, int n, size_t bytes)
{
	struct eci_buf value = { 0 };
	int i;

	exts.len = 0;
	CHECK_OK(forge.ctx, eci_buf_room(forge.ctx, &value, bytes + 1));
	memset(value.ptr, 'x', bytes);
	for (i = 0; i < n; i++) {
		uint8_t oid[] = { 0x2a, (uint8_t)(i + 1) };
		size_t at = exts.len;

		cms_put(&exts, 0x06, oid, sizeof(oid));
		cms_put(&exts, 0x04, value.ptr, bytes);
		cms_wrap(&exts, at, 0x30);
	}
	cms_wrap(&exts, 0, 0xa1);
	t->tail = forge_bytes(&exts);
	eci_buf_free(&value);
}

SET(ext_32, many(t, 32, 1))
SET(ext_33, many(t, 33, 1))
SET(ext_large, many(t, 1, 17000))
#define OID_32 "\x2a\x03" "012345678901234567890123456789"
TAIL(ext_oid_32, "\xa1\x26\x30\x24\x06\x20" OID_32 "\x04\x00")
TAIL(ext_oid_33, "\xa1\x27\x30\x25\x06\x21" OID_32 "0" "\x04\x00")
TAIL(ext_no_value, "\xa1\x06\x30\x04\x06\x02\x2a\x03")
TAIL(ext_before, "\xa1\x08\x30\x06\x06\x02\x2a\x03\x04\x00\xa0\x03\x82\x01" "a")
TAIL(something, "\x05\x00")
TAIL(cut_inside, "\xa0\x05\xa4\x03\x30\x05\x00")

static const struct tsp_case cases[] = {
	{ "good", NULL, T_GOOD, NULL },
	{ "version 0", version_0, T_READ, "version 0, not 1" },
	{ "version 2", version_2, T_READ, "version 2, not 1" },
	{ "version 255", version_255, T_READ, "TSTInfo.version" },
	{ "a fraction of a second", fraction, T_GOOD, NULL },
	{ "a fraction with zeros", fraction_zeros, T_READ, "genTime" },
	{ "local time", local, T_READ, "genTime" },
	{ "time with an offset", offset, T_READ, "genTime" },
	{ "month 13", month_13, T_READ, "genTime" },
	{ "24 o'clock", hour_24, T_READ, "genTime" },
	{ "serial number of 160 bits", serial_160, T_GOOD, NULL },
	{ "serial number of 160 bits and a sign", serial_161, T_GOOD, NULL },
	{ "serial number of 176 bits", serial_long, T_READ, "serialNumber: 22 bytes" },
	{ "serial number with a zero in front", serial_padded, T_READ, "serialNumber" },
	{ "serial number of nothing", serial_empty, T_READ, "serialNumber" },
	{ "sm3 by its alias", alias, T_GOOD, NULL },
	{ "sha-256 with sm2", sha256, T_READ, "SHA-256 in a token signed with SM2" },
	{ "sha-1", sha1, T_READ, "SHA-1 where SM3 or SHA-256 belongs" },
	{ "sha-1, its length", sha1_20, T_READ, "SHA-1" },
	{ "md5", md5, T_READ, "MD5" },
	{ "sm3 with a key", keyed, T_READ, "SM3 with key" },
	{ "sha-512", sha512, T_UNSUPPORTED, "a digest this version does not make" },
	{ "a bare object identifier", bare_oid, T_UNSUPPORTED, "an older format" },
	{ "sm3 of 20 bytes", short_hash, T_READ, "messageImprint: 20 bytes" },
	{ "sm3 of 33 bytes", long_hash, T_READ, "messageImprint: 33 bytes" },
	{ "sm3 of nothing", no_hash, T_READ, "messageImprint: 0 bytes" },
	{ "another digest", other_hash, T_IMPRINT, NULL },
	{ "other data", other_data, T_IMPRINT, NULL },
	{ "accuracy", accuracy, T_GOOD, NULL },
	{ "accuracy of nothing", accuracy_empty, T_GOOD, NULL },
	{ "accuracy of a day", seconds_day, T_GOOD, NULL },
	{ "accuracy of more than a day", seconds_more, T_READ, "accuracy.seconds" },
	{ "accuracy below zero", seconds_negative, T_READ, "accuracy.seconds" },
	{ "millis 0", millis_0, T_READ, "accuracy.millis" },
	{ "millis 1", millis_1, T_GOOD, NULL },
	{ "millis 999", millis_999, T_GOOD, NULL },
	{ "millis 257", millis_257, T_GOOD, NULL },
	{ "millis 300 and an octet", millis_and_more, T_READ, "accuracy.millis" },
	{ "millis 1000", millis_1000, T_READ, "accuracy.millis" },
	{ "millis with a zero in front", millis_padded, T_READ, "accuracy.millis" },
	{ "millis below zero", millis_negative, T_READ, "accuracy.millis" },
	{ "millis of no octet", millis_none, T_READ, "accuracy.millis" },
	{ "millis of three octets", millis_three, T_READ, "accuracy.millis" },
	{ "micros 1000", micros_1000, T_READ, "accuracy.micros" },
	{ "micros before millis", micros_first, T_READ, "accuracy" },
	{ "more in accuracy", accuracy_more, T_READ, "accuracy" },
	{ "ordering", ordering, T_GOOD, NULL },
	{ "ordering false", ordering_false, T_GOOD, "FALSE is written out" },
	{ "ordering 01", ordering_odd, T_READ, "ordering" },
	{ "nonce", nonce, T_GOOD, NULL },
	{ "nonce of 33 bytes", nonce_33, T_GOOD, NULL },
	{ "nonce of 34 bytes", nonce_34, T_READ, "nonce: 34 bytes" },
	{ "nonce with a zero in front", nonce_padded, T_READ, "nonce" },
	{ "nonce twice", nonce_twice, T_READ, "TSTInfo" },
	{ "nonce before ordering", nonce_first, T_READ, "TSTInfo" },
	{ "tsa without a name", tsa_empty, T_READ, "tsa" },
	{ "tsa with two names", tsa_two, T_READ, "tsa" },
	{ "an extension", ext, T_GOOD, NULL },
	{ "an extension, critical false", ext_false, T_GOOD, NULL },
	{ "a critical extension", ext_critical, T_READ, "critical and not known" },
	{ "a critical extension behind another", ext_second, T_READ, "critical and not known" },
	{ "an extension twice", ext_twice, T_READ, "one twice" },
	{ "two extensions", ext_two, T_GOOD, NULL },
	{ "32 extensions", ext_32, T_GOOD, NULL },
	{ "33 extensions", ext_33, T_READ, "more than 32" },
	{ "an extension with a name of 32 octets", ext_oid_32, T_GOOD, NULL },
	{ "an extension with a name of 33 octets", ext_oid_33, T_READ, "33 bytes, above 32" },
	{ "an extension of 17,000 bytes", ext_large, T_READ, "above 16384" },
	{ "no extension where some belong", ext_none, T_READ, "extensions: empty" },
	{ "an extension without a value", ext_no_value, T_READ, "extnValue" },
	{ "tsa behind extensions", ext_before, T_READ, "TSTInfo" },
	{ "something at the end", something, T_READ, "TSTInfo" },
	{ "a name that is cut", cut_inside, T_READ, NULL },
};

static const struct tsp_case rsa_cases[] = {
	{ "good", NULL, T_GOOD, NULL },
	{ "sm3 imprint", rsa_sm3, T_GOOD, NULL },
	{ "sha-1 imprint", sha1, T_READ, "SHA-1" },
};

static void
test_fields(void)
{
	struct eci_tsp_token token;
	struct eci_buf b = { 0 };
	struct ftoken t;

	unit_case("what it says");
	token_base(&t, tsp_sm2, DATA);
	t.gentime = "20231114221322.371Z";
	t.tail = BYTES("\x30\x0b\x02\x01\x01\x80\x02\x01\xf4\x81\x02\x00\xfa\x02\x01\x11");
	token_make(&t, &b);
	CHECK_OK(forge.ctx, eci_tsp_decode(forge.ctx, "w", b.ptr, b.len, &token));
	CHECK_INT(token.info.time, 1700000002);
	CHECK_INT(token.info.micros, 371000);
	CHECK_INT(token.info.accuracy, 1500250);
	CHECK_INT(token.info.alg, ECI_TSP_SM3);
	CHECK_MEM(token.info.nonce.ptr, token.info.nonce.len, "\x11", 1);
	CHECK_MEM(token.info.serial.ptr, token.info.serial.len, "\x07", 1);
	CHECK_MEM(token.info.policy.ptr, token.info.policy.len, "\x2a\x03\x04", 3);
	CHECK_INT(token.info.tsa.len, 0);
	CHECK_MEM(token.der.ptr, token.der.len, b.ptr, b.len);
	CHECK(!token.in_response);
	eci_tsp_free(&token);
	eci_buf_free(&b);
}

int
main(void)
{
	tsp_start();
	tsp_run(cases, ECI_COUNT(cases));
	tsp_run_as(rsa_cases, ECI_COUNT(rsa_cases), &tsp_rsa);
	test_fields();
	eci_buf_free(&exts);
	tsp_end();
	return unit_end();
}
