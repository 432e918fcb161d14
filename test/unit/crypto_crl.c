/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_more.h"

#define AT (T0 + 30 * DAY)
#define NOW (T0 + 60 * DAY)

static void
check_state(ecert_ctx *ctx, const struct eci_crls *l, const struct party *leaf_of,
    const struct party *by, enum eci_revoked want, const char *why)
{
	struct eci_revocation r;

	CHECK_OK(ctx, eci_crl_check(ctx, l, leaf_of->cert, by->cert, AT, NOW, false, &r));
	CHECK_INT(r.state, want);
	CHECK_STR(r.why, why);
}

/* A list put together by hand: exts and entry extensions as DER in hex. */
static struct eci_buf
make(ecert_ctx *ctx, const struct party *by, const char *entry_exts, const char *exts)
{
	struct eci_buf tbs = { 0 }, in = { 0 }, entry = { 0 }, all = { 0 }, out;
	struct eci_der_val part[3];
	struct eci_der d;
	struct eci_der_val name;
	uint8_t x[600];
	size_t n;

	/* The name from the certificate: serial, algorithm, then issuer. */
	parts(ctx, eci_cert_der(by->cert), part);
	d = eci_der(ctx, "t", ECERT_R_CERT_MALFORMED, part[0].body.ptr, part[0].body.len);
	for (n = 0; n < 4; n++)
		CHECK_OK(ctx, eci_der_any(&d, "t", &name));
	unhex("020101300a06082a811ccf55018375", x);
	CHECK_OK(ctx, eci_buf_add(ctx, &in, x, 15));
	CHECK_OK(ctx, eci_buf_add(ctx, &in, name.whole.ptr, name.whole.len));
	CHECK_OK(ctx, eci_der_put_time(ctx, &in, ECI_DER_UTCTIME, T0));
	CHECK_OK(ctx, eci_der_put_time(ctx, &in, ECI_DER_UTCTIME, NOW + DAY));
	if (entry_exts != NULL) {
		CHECK_OK(ctx, eci_der_put_int(ctx, &entry, 1000));
		CHECK_OK(ctx, eci_der_put_time(ctx, &entry, ECI_DER_GENTIME, AT - 1));
		n = unhex(entry_exts, x);
		CHECK_OK(ctx, eci_buf_add(ctx, &entry, x, n));
		CHECK_OK(ctx, eci_der_put_buf(ctx, &all, ECI_DER_SEQUENCE, &entry));
		CHECK_OK(ctx, eci_der_put_buf(ctx, &in, ECI_DER_SEQUENCE, &all));
	}
	n = unhex(exts, x);
	CHECK_OK(ctx, eci_buf_add(ctx, &in, x, n));
	CHECK_OK(ctx, eci_der_put_buf(ctx, &tbs, ECI_DER_SEQUENCE, &in));
	out = seal_tbs(ctx, bytes(tbs.ptr, tbs.len), by);
	eci_buf_free(&tbs);
	eci_buf_free(&in);
	eci_buf_free(&entry);
	eci_buf_free(&all);
	return out;
}

static void
add_made(ecert_ctx *ctx, struct eci_crls *l, const struct party *by, const char *entry_exts,
    const char *exts)
{
	struct eci_buf out = make(ctx, by, entry_exts, exts);

	CHECK_OK(ctx, eci_crls_load(ctx, "made", out.ptr, out.len, l));
	eci_buf_free(&out);
}

static const struct {
	const char      *name, *entry, *exts;
	enum eci_revoked want;
	const char      *why;
} made[] = {
	{ "no extensions at all", NULL, "", ECI_REV_GOOD, "" },
	{ "an entry without extensions", "", "", ECI_REV_BEFORE, "no reason given" },
	{ "reason unspecified", "300c300a0603551d1504030a0100", "", ECI_REV_BEFORE, "unspecified" },
	{ "reason keyCompromise", "300c300a0603551d1504030a0101", "", ECI_REV_BEFORE,
	    "keyCompromise" },
	{ "invalid before it was revoked", "301a30180603551d180411180f32303236303130313030303030305a",
	    "", ECI_REV_BEFORE, "no reason given" },
	{ "invalid only after it was revoked", "301a30180603551d180411180f32303330303130313030303030305a",
	    "", ECI_REV_BEFORE, "no reason given" },
	{ "reason certificateHold", "300c300a0603551d1504030a0106", "", ECI_REV_BEFORE,
	    "certificateHold" },
	{ "a reason nobody knows", "300c300a0603551d1504030a0163", "", ECI_REV_BEFORE,
	    "unknown reason" },
	{ "a negative reason", "300c300a0603551d1504030a01ff", "", ECI_REV_BEFORE,
	    "unknown reason" },
	{ "an unknown critical entry extension", "300e300c0603551d1d0101ff04023000", "",
	    ECI_REV_UNKNOWN, "the list has an unknown critical entry extension" },
	{ "an unknown entry extension", "300b30090603551d6304023000", "", ECI_REV_BEFORE,
	    "no reason given" },
	{ "an unknown critical extension", NULL, "a010300e300c0603551d630101ff04023000",
	    ECI_REV_UNKNOWN, "the list has an unknown critical extension" },
	{ "an unknown extension", NULL, "a00d300b30090603551d6304023000", ECI_REV_GOOD, "" },
	{ "a delta list", NULL, "a011300f300d0603551d1b0101ff0403020101", ECI_REV_UNKNOWN,
	    "the list is a delta list" },
	{ "an indirect list", NULL, "a0133011300f0603551d1c0101ff040530038401ff",
	    ECI_REV_UNKNOWN, "the list is an indirect one" },
	{ "a list of attribute certificates", NULL, "a0133011300f0603551d1c0101ff040530038501ff",
	    ECI_REV_UNKNOWN, "the list is one of attribute certificates" },
	{ "an indirect list, FALSE written out", NULL, "a0133011300f0603551d1c0101ff04053003840100",
	    ECI_REV_GOOD, "" },
	{ "authorities only, FALSE written out", NULL, "a0133011300f0603551d1c0101ff04053003820100",
	    ECI_REV_GOOD, "" },
	{ "a critical number", NULL, "a011300f300d0603551d140101ff0403020101", ECI_REV_GOOD, "" },
	{ "another name of the issuer, critical", NULL, "a010300e300c0603551d120101ff04023000",
	    ECI_REV_GOOD, "" },
	{ "some reasons only", NULL, "a014301230100603551d1c0101ff0406300483020640",
	    ECI_REV_UNKNOWN, "the list holds some reasons only" },
	{ "user certificates only", NULL, "a0133011300f0603551d1c0101ff040530038101ff",
	    ECI_REV_GOOD, "" },
	{ "authorities' certificates only", NULL, "a0133011300f0603551d1c0101ff040530038201ff",
	    ECI_REV_UNKNOWN, "the list is of another distribution point" },
	{ "contradicting itself: users only, authorities only", NULL,
	    "a0163014" "30120603551d1c0101ff0408300681" "01ff8201ff", ECI_REV_UNKNOWN,
	    "the list is of another distribution point" },
	{ "removeFromCRL, which delta lists alone have", "300c300a0603551d1504030a0108", "",
	    ECI_REV_UNKNOWN, "the list removes the certificate, as only delta lists may" },
	{ "the key identifier of another key", NULL,
	    "a0133011300f0603551d230408300680046162" "6364", ECI_REV_UNKNOWN,
	    "the list names another key of this issuer" },
	{ "a key identifier that names issuer and serial number alone", NULL,
	    "a0123010300e0603551d2304073005820301" "0203", ECI_REV_GOOD, "" },
	{ "an issuing distribution point that says nothing", NULL,
	    "a010300e300c0603551d1c0101ff04023000", ECI_REV_GOOD, "" },
	{ "of a distribution point the certificate does not name", NULL,
	    "a01a301830160603551d1c0101ff040c300aa008a006860468747470", ECI_REV_UNKNOWN,
	    "the list is of another distribution point" },
};

static void
test_made(ecert_ctx *ctx, const struct party *root, const struct party *end)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(made); i++) {
		struct eci_crls l = { 0 };

		unit_case("%s", made[i].name);
		add_made(ctx, &l, root, made[i].entry, made[i].exts);
		check_state(ctx, &l, end, root, made[i].want, made[i].why);
		eci_crls_free(&l);
	}
}

/* From 2050 on a time is a GeneralizedTime (RFC 5280 5.1.2.5). */
static void
test_next(ecert_ctx *ctx, const struct party *root, const struct party *end)
{
	static const int64_t next = INT64_C(2556144000);     /* 2051-01-01 */
	struct eci_buf in = { 0 }, tbs = { 0 }, alg = { 0 }, out;
	struct eci_crls l = { 0 };
	struct eci_revocation r;

	unit_case("a nextUpdate after 2049");
	CHECK_OK(ctx, eci_der_put_oid(ctx, &alg, "1.2.156.10197.1.501"));
	CHECK_OK(ctx, eci_der_put_buf(ctx, &in, ECI_DER_SEQUENCE, &alg));
	CHECK_OK(ctx, eci_buf_add(ctx, &in, root->cert->subject_der.ptr,
	    root->cert->subject_der.len));
	CHECK_OK(ctx, eci_der_put_time(ctx, &in, ECI_DER_UTCTIME, T0));
	CHECK_OK(ctx, eci_der_put_time(ctx, &in, ECI_DER_GENTIME, next));
	CHECK_OK(ctx, eci_der_put_buf(ctx, &tbs, ECI_DER_SEQUENCE, &in));
	out = seal_tbs(ctx, bytes(tbs.ptr, tbs.len), root);
	CHECK_OK(ctx, eci_crls_load(ctx, "made", out.ptr, out.len, &l));
	CHECK_OK(ctx, eci_crl_check(ctx, &l, end->cert, root->cert, AT, NOW, false, &r));
	CHECK_INT(r.state, ECI_REV_GOOD);
	CHECK_INT(r.next, next);
	eci_crls_free(&l);
	eci_buf_free(&in);
	eci_buf_free(&alg);
	eci_buf_free(&tbs);
	eci_buf_free(&out);
}

/* An entry's invalidityDate, and entries of one serial that differ. */
static void
test_since(ecert_ctx *ctx, const struct party *root, const struct party *end)
{
	static const char early[] = "301a30180603551d180411180f32303236303130313030303030305a";
	static const char stolen[] = "300c300a0603551d1504030a0101";
	static const char superseded[] = "300c300a0603551d1504030a0104";
	static const struct { const char *hex; bool vague, unsaid; } reasons[] = {
		{ "300c300a0603551d1504030a0100", false, false },
		{ "300c300a0603551d1504030a0103", false, false },
		{ "300c300a0603551d1504030a0105", false, false },
		{ "300c300a0603551d1504030a0106", true, false },
		{ "300c300a0603551d1504030a0107", true, false },
		{ "300c300a0603551d1504030a0109", true, false },
		{ "300c300a0603551d1504030a010a", true, false },
		{ "300c300a0603551d1504030a01ff", true, false },
		{ "300d300b0603551d1504040a0200c8", true, false }, { "", true, true },
	};
	struct eci_crls l = { 0 };
	struct eci_revocation r;
	size_t i;

	unit_case("invalid since a time before the revocation");
	add_made(ctx, &l, root, early, "");
	CHECK_OK(ctx, eci_crl_check(ctx, &l, end->cert, root->cert, T0, NOW, false, &r));
	CHECK_INT(r.state, ECI_REV_BEFORE);
	CHECK_INT(r.when, T0);
	CHECK(!r.stolen);
	CHECK_OK(ctx, eci_crl_check(ctx, &l, end->cert, root->cert, T0 - 1, NOW, false, &r));
	CHECK_INT(r.state, ECI_REV_AFTER);
	eci_crls_free(&l);
	for (i = 0; i < ECI_COUNT(reasons); i++) {
		unit_case("revoked for reason %s", reasons[i].hex);
		add_made(ctx, &l, root, superseded, "");
		add_made(ctx, &l, root, reasons[i].hex, "");
		CHECK_OK(ctx, eci_crl_check(ctx, &l, end->cert, root->cert, T0, NOW, false, &r));
		CHECK_INT(r.vague, reasons[i].vague);
		CHECK_INT(r.unsaid, reasons[i].unsaid);
		eci_crls_free(&l);
	}
	unit_case("a stolen key in one list, superseded in another");
	add_made(ctx, &l, root, superseded, "");
	add_made(ctx, &l, root, stolen, "");
	CHECK_OK(ctx, eci_crl_check(ctx, &l, end->cert, root->cert, T0, NOW, false, &r));
	CHECK_INT(r.state, ECI_REV_AFTER);
	CHECK_STR(r.why, "keyCompromise");
	CHECK(r.stolen);
	eci_crls_free(&l);
}

/* The same lists, about an authority. */
static void
test_authority(ecert_ctx *ctx, const struct party *root)
{
	struct party mid = issue(ctx, ca("mid", -1), root);
	struct eci_crls l = { 0 };

	unit_case("user certificates only, of an authority");
	add_made(ctx, &l, root, NULL, "a0133011300f0603551d1c0101ff040530038101ff");
	check_state(ctx, &l, &mid, root, ECI_REV_UNKNOWN, "the list is of another distribution point");
	unit_case("authorities' certificates only, of an authority");
	add_made(ctx, &l, root, NULL, "a0133011300f0603551d1c0101ff040530038201ff");
	check_state(ctx, &l, &mid, root, ECI_REV_GOOD, "");
	eci_crls_free(&l);
	party_free(&mid);
}

/* What makes a list unreadable. */
static void
test_bad_exts(ecert_ctx *ctx, const struct party *root)
{
	static const struct { const char *name, *entry, *exts; } bad[] = {
		{ "an extension twice", NULL, "a018301630090603551d630402300030090603551d6304023000" },
		{ "an unknown field of the distribution point", NULL,
		    "a0133011300f0603551d1c0101ff040530038601ff" },
		{ "a field without its tag", NULL, "a0133011300f0603551d1c0101ff040530030101ff" },
		{ "two names of the distribution point", NULL,
		    "a0193017" "30150603551d1c0101ff040b3009" "a003800101" "a0028000" },
		{ "fields of the distribution point out of order", NULL,
		    "a0163014" "30120603551d1c0101ff04083006" "8201ff" "8101ff" },
		{ "a BOOLEAN of two octets in it", NULL,
		    "a0143012" "30100603551d1c0101ff040630048102ffff" },
		{ "something behind it", NULL, "a0123010300e0603551d1c0101ff040430000500" },
		{ "a reason twice", "3018300a0603551d1504030a0101300a0603551d1504030a0101", "" },
		{ "a reason that is an INTEGER", "300c300a0603551d150403020101", "" },
		{ "expiredCertsOnCRL that is no time", NULL, "a00e300c300a0603551d3c0403020101" },
		{ "a key identifier that is none", NULL, "a00e300c300a0603551d230403020101" },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(bad); i++) {
		struct eci_crls l = { 0 };
		struct eci_buf out;

		unit_case("%s", bad[i].name);
		out = make(ctx, root, bad[i].entry, bad[i].exts);
		CHECK_REASON(ctx, eci_crls_load(ctx, "made", out.ptr, out.len, &l),
		    ECERT_R_CERT_MALFORMED);
		eci_crls_free(&l);
		eci_buf_free(&out);
	}
}

/* As many extensions as may be, and one more; and none in a list of version 1. */
static void
test_counts(ecert_ctx *ctx, const struct party *root)
{
	struct eci_buf all = { 0 }, list = { 0 }, exts = { 0 }, out, tbs = { 0 };
	struct eci_crls l = { 0 };
	struct eci_der_val part[3];
	uint8_t one[] = { 0x30, 0x09, 0x06, 0x03, 0x55, 0x1d, 0, 0x04, 0x02, 0x30, 0x00 };
	char hex[1024];
	size_t i, n;

	for (n = 32; n <= 33; n++) {
		unit_case("%zu extensions", n);
		for (i = 0; i < n; i++) {
			one[6] = (uint8_t)(0x40 + i);
			CHECK_OK(ctx, eci_buf_add(ctx, &all, one, sizeof(one)));
		}
		CHECK_OK(ctx, eci_der_put_buf(ctx, &list, ECI_DER_SEQUENCE, &all));
		CHECK_OK(ctx, eci_der_put_buf(ctx, &exts, ECI_DER_CTX0, &list));
		for (i = 0; i < exts.len; i++)
			snprintf(hex + 2 * i, 3, "%02x", exts.ptr[i]);
		out = make(ctx, root, NULL, hex);
		if (n == 32)
			CHECK_OK(ctx, eci_crls_load(ctx, "made", out.ptr, out.len, &l));
		else
			CHECK_REASON(ctx, eci_crls_load(ctx, "made", out.ptr, out.len, &l),
			    ECERT_R_CERT_MALFORMED);
		eci_buf_free(&out);
		all.len = list.len = exts.len = 0;
	}
	unit_case("extensions in a list of version 1");
	out = make(ctx, root, NULL, "a00d300b30090603551d6304023000");
	parts(ctx, bytes(out.ptr, out.len), part);
	CHECK_OK(ctx, eci_der_put(ctx, &tbs, ECI_DER_SEQUENCE, part[0].body.ptr + 3,
	    part[0].body.len - 3));
	eci_buf_free(&out);
	out = seal_tbs(ctx, bytes(tbs.ptr, tbs.len), root);
	CHECK_REASON(ctx, eci_crls_load(ctx, "made", out.ptr, out.len, &l),
	    ECERT_R_CERT_MALFORMED);
	eci_crls_free(&l);
	eci_buf_free(&out);
	eci_buf_free(&tbs);
	eci_buf_free(&all);
	eci_buf_free(&list);
	eci_buf_free(&exts);
}

/* The algorithm inside and outside, which nobody signs. */
static void
test_algorithm(ecert_ctx *ctx, const struct party *root, const struct party *end)
{
	static const struct { const char *name, *alg; bool read; } algs[] = {
		{ "as inside", "300a06082a811ccf55018375", true },
		{ "with NULL as parameters", "300c06082a811ccf550183750500", true },
		{ "with parameters", "301406082a811ccf5501837506082a811ccf5501822d", false },
		{ "another one", "300d06092a864886f70d01010b0500", false },
		{ "the OID of the key", "300906072a8648ce3d0201", false },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(algs); i++) {
		struct eci_buf was = make(ctx, root, NULL, ""), in = { 0 }, out = { 0 };
		struct eci_der_val part[3];
		struct eci_crls l = { 0 };
		uint8_t x[64];
		size_t n = unhex(algs[i].alg, x);

		unit_case("the algorithm outside: %s", algs[i].name);
		parts(ctx, bytes(was.ptr, was.len), part);
		CHECK_OK(ctx, eci_buf_add(ctx, &in, part[0].whole.ptr, part[0].whole.len));
		CHECK_OK(ctx, eci_buf_add(ctx, &in, x, n));
		CHECK_OK(ctx, eci_buf_add(ctx, &in, part[2].whole.ptr, part[2].whole.len));
		CHECK_OK(ctx, eci_der_put_buf(ctx, &out, ECI_DER_SEQUENCE, &in));
		if (algs[i].read) {
			CHECK_OK(ctx, eci_crls_load(ctx, "l", out.ptr, out.len, &l));
			check_state(ctx, &l, end, root, ECI_REV_GOOD, "");
		} else
			CHECK_REASON(ctx, eci_crls_load(ctx, "l", out.ptr, out.len, &l),
			    ECERT_R_CERT_MALFORMED);
		eci_crls_free(&l);
		eci_buf_free(&was);
		eci_buf_free(&in);
		eci_buf_free(&out);
	}
}

/* Every flipped bit loses the list, or its answer. */
static void
test_flips(ecert_ctx *ctx, const struct party *root, const struct party *end)
{
	struct eci_buf der = make(ctx, root, NULL, "");
	struct eci_crls l = { 0 };
	struct eci_revocation r;
	size_t i, good = 0;

	unit_case("every flipped bit");
	for (i = 0; i < der.len * 8; i++) {
		der.ptr[i / 8] ^= (uint8_t)(1u << i % 8);
		if (eci_crls_load(ctx, "flipped", der.ptr, der.len, &l) == ECERT_OK &&
		    eci_crl_check(ctx, &l, end->cert, root->cert, AT, NOW, false, &r) == ECERT_OK)
			good += r.state == ECI_REV_GOOD;
		der.ptr[i / 8] ^= (uint8_t)(1u << i % 8);
		eci_crls_free(&l);
	}
	CHECK_INT(good, 0);
	eci_buf_free(&der);
}

/* An invalidityDate that is none makes the list unreadable. */
static void
test_bad_date(ecert_ctx *ctx, const struct party *root)
{
	static const struct { const char *name, *entry; } bad[] = {
		{ "a UTCTime", "301830160603551d18040f170d3236303130313030303030305a" },
		{ "an integer", "300c300a0603551d180403020101" },
		{ "something behind it", "301c301a0603551d180413180f32303236303130313030303030305a"
		    "0500" },
	};
	size_t i;

	for (i = 0; i < ECI_COUNT(bad); i++) {
		struct eci_crls l = { 0 };
		struct eci_buf out;

		unit_case("invalidityDate: %s", bad[i].name);
		out = make(ctx, root, bad[i].entry, "");
		CHECK_REASON(ctx, eci_crls_load(ctx, "made", out.ptr, out.len, &l),
		    ECERT_R_CERT_MALFORMED);
		eci_crls_free(&l);
		eci_buf_free(&out);
	}
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct party root = issue(ctx, ca("root", -1), NULL), end = issue(ctx, leaf("end"), &root);

	test_made(ctx, &root, &end);
	test_next(ctx, &root, &end);
	test_since(ctx, &root, &end);
	test_bad_date(ctx, &root);
	test_authority(ctx, &root);
	test_bad_exts(ctx, &root);
	test_counts(ctx, &root);
	test_algorithm(ctx, &root, &end);
	test_flips(ctx, &root, &end);
	party_free(&root);
	party_free(&end);
	return unit_end();
}
