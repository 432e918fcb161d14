/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto_help.h"

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
static void
add_made(ecert_ctx *ctx, struct eci_crls *l, const struct party *by, const char *entry_exts,
    const char *exts)
{
	struct eci_buf tbs = { 0 }, in = { 0 }, entry = { 0 }, all = { 0 }, out;
	struct eci_der_val part[3];
	struct eci_der d;
	struct eci_der_val name;
	uint8_t x[300];
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
	CHECK_OK(ctx, eci_crls_load(ctx, "made", out.ptr, out.len, l));
	eci_buf_free(&tbs);
	eci_buf_free(&in);
	eci_buf_free(&entry);
	eci_buf_free(&all);
	eci_buf_free(&out);
}

static const struct {
	const char      *name, *entry, *exts;
	enum eci_revoked want;
	const char      *why;
} made[] = {
	{ "no extensions at all", NULL, "", ECI_REV_GOOD, "" },
	{ "an entry without extensions", "", "", ECI_REV_BEFORE, "unspecified" },
	{ "reason keyCompromise", "300c300a0603551d1504030a0101", "", ECI_REV_BEFORE,
	    "keyCompromise" },
	{ "reason certificateHold", "300c300a0603551d1504030a0106", "", ECI_REV_BEFORE,
	    "certificateHold" },
	{ "a reason nobody knows", "300c300a0603551d1504030a0163", "", ECI_REV_BEFORE,
	    "unknown reason" },
	{ "an unknown critical entry extension", "300e300c0603551d1d0101ff04023000", "",
	    ECI_REV_UNKNOWN, "the list has an unknown critical entry extension" },
	{ "an unknown entry extension", "300b30090603551d6304023000", "", ECI_REV_BEFORE,
	    "unspecified" },
	{ "an unknown critical extension", NULL, "a010300e300c0603551d630101ff04023000",
	    ECI_REV_UNKNOWN, "the list has an unknown critical extension" },
	{ "an unknown extension", NULL, "a00d300b30090603551d6304023000", ECI_REV_GOOD, "" },
	{ "a delta list", NULL, "a011300f300d0603551d1b0101ff0403020101", ECI_REV_UNKNOWN,
	    "the list is a delta list" },
	{ "an indirect list", NULL, "a0133011300f0603551d1c0101ff040530038401ff",
	    ECI_REV_UNKNOWN, "the list is an indirect one" },
	{ "some reasons only", NULL, "a014301230100603551d1c0101ff0406300483020640",
	    ECI_REV_UNKNOWN, "the list holds some reasons only" },
	{ "user certificates only", NULL, "a0133011300f0603551d1c0101ff040530038101ff",
	    ECI_REV_GOOD, "" },
	{ "authorities' certificates only", NULL, "a0133011300f0603551d1c0101ff040530038201ff",
	    ECI_REV_UNKNOWN, "the list is of another distribution point" },
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

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct party root = issue(ctx, ca("root", -1), NULL), end = issue(ctx, leaf("end"), &root);

	test_made(ctx, &root, &end);
	party_free(&root);
	party_free(&end);
	return unit_end();
}
