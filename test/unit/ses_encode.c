/* SPDX-License-Identifier: Apache-2.0 */
/* ses_encode.c - what is signed, and signatures: they decode to the same. */
#include "ses_edit.h"

#define CHECK_TEXT(b, s) CHECK_MEM((b).ptr, (b).len, (s), strlen(s))

static const ecert_ses_version versions[] = { ECERT_SES_V1, ECERT_SES_V4, ECERT_SES_V5 };

/* The maker signs what the decoder will say was signed. */
static void
signed_bytes(void)
{
	struct eci_ses_who maker = { { ses_other, sizeof(ses_other) }, ECI_SES_SM2_SM3 };
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 }, info = { 0 }, tbs = { 0 };
	struct eci_ses_seal_info in;
	struct eci_ses_seal s;
	size_t i;

	for (i = 0; i < ECI_COUNT(versions); i++) {
		unit_case("bytes the maker signs, version %d", (int)versions[i]);
		info.len = tbs.len = 0;
		in = ses_info(versions[i]);
		ses_make_seal(ctx, versions[i], &b);
		CHECK_OK(ctx, eci_ses_info_encode(ctx, &in, &info));
		CHECK_OK(ctx, eci_ses_seal_tbs(ctx, versions[i], &info, maker, &tbs));
		CHECK_OK(ctx, eci_ses_seal_decode(ctx, "f", b.ptr, b.len, &s));
		CHECK_MEM(s.tbs.ptr, s.tbs.len, tbs.ptr, tbs.len);
		CHECK_INT(tbs.len == info.len, versions[i] != ECERT_SES_V1);
		eci_ses_seal_free(&s);
	}
	eci_buf_free(&b);
	eci_buf_free(&info);
	eci_buf_free(&tbs);
}

static void
signatures(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 };
	struct eci_ses_sig s;
	size_t i;

	for (i = 0; i < ECI_COUNT(versions); i++) {
		unit_case("signature of version %d", (int)versions[i]);
		ses_make_sig(ctx, versions[i], &b);
		CHECK_OK(ctx, eci_der_check(ctx, "f", ECERT_R_SES_MALFORMED, b.ptr, b.len));
		CHECK_OK(ctx, eci_ses_sig_decode(ctx, "f", b.ptr, b.len, &s));
		CHECK_INT(s.version, versions[i]);
		CHECK_INT(s.notes.n + s.seal.notes.n, 0);
		CHECK_INT(s.time, SES_FROM + 60);
		CHECK_INT(s.time_form, versions[i] == ECERT_SES_V1 ? ECI_SES_TIME_UTC :
		    ECI_SES_TIME_GENERALIZED);
		CHECK_MEM(s.data_hash.ptr, s.data_hash.len, ses_hash, sizeof(ses_hash));
		CHECK_TEXT(s.property, "/Doc_0/Signs/Sign_0/Signature.xml");
		CHECK_MEM(s.cert.ptr, s.cert.len, ses_cert, sizeof(ses_cert));
		CHECK_MEM(s.sig.ptr, s.sig.len, ses_value, sizeof(ses_value));
		eci_ses_sig_free(&s);
	}
	eci_buf_free(&b);
}

/* What a version has no place for. */
static void
refused(void)
{
	struct eci_ses_who sm2 = { { ses_other, sizeof(ses_other) }, ECI_SES_SM2_SM3 };
	struct eci_ses_who rsa = { { ses_other, sizeof(ses_other) }, ECI_SES_RSA_SHA256 };
	struct eci_ses_who nobody = { { NULL, 0 }, ECI_SES_SM2_SM3 };
	struct eci_ses_who md5 = { { ses_other, sizeof(ses_other) }, "1.2.840.113549.1.1.4" };
	struct eci_ses_who unsaid = { { ses_other, sizeof(ses_other) }, NULL };
	struct eci_bytes value = { ses_value, sizeof(ses_value) }, none = { NULL, 0 };
	struct eci_bytes stamp = { ses_hash, 3 }, hash = { ses_hash, sizeof(ses_hash) };
	struct eci_buf info = { 0 }, b = { 0 };
	struct eci_ses_seal_info in = ses_info(ECERT_SES_V5);
	ecert_ctx *ctx = unit_ctx();
	size_t i;

	CHECK_OK(ctx, eci_ses_info_encode(ctx, &in, &info));
	unit_case("v1 and v4 seals take no time stamp");
	CHECK_ERR(ctx, eci_ses_seal_encode(ctx, ECERT_SES_V1, &info, sm2, value, stamp, &b),
	    ECERT_E_ARG);
	CHECK_ERR(ctx, eci_ses_seal_encode(ctx, ECERT_SES_V4, &info, sm2, value, stamp, &b),
	    ECERT_E_ARG);
	unit_case("a v1 signature takes no time stamp outside");
	CHECK_ERR(ctx, eci_ses_sig_encode(ctx, ECERT_SES_V1, &info, sm2, value, stamp, &b),
	    ECERT_E_ARG);
	unit_case("no version 3");
	CHECK_ERR(ctx, eci_ses_seal_tbs(ctx, 3, &info, sm2, &b), ECERT_E_ARG);
	CHECK_ERR(ctx, eci_ses_seal_encode(ctx, 3, &info, sm2, value, none, &b), ECERT_E_ARG);
	CHECK_ERR(ctx, eci_ses_tbs_encode(ctx, 3, none, SES_FROM, hash, "/a", sm2, &b),
	    ECERT_E_ARG);
	CHECK_ERR(ctx, eci_ses_sig_encode(ctx, 3, &info, sm2, value, none, &b), ECERT_E_ARG);
	for (i = 0; i < ECI_COUNT(versions); i++) {
		unit_case("v%d: no certificate, no algorithm, one that nobody takes",
		    (int)versions[i]);
		CHECK_ERR(ctx, eci_ses_seal_encode(ctx, versions[i], &info, nobody, value, none,
		    &b), ECERT_E_ARG);
		CHECK_ERR(ctx, eci_ses_sig_encode(ctx, versions[i], &info, md5, value, none, &b),
		    ECERT_E_ARG);
		CHECK_ERR(ctx, eci_ses_sig_encode(ctx, versions[i], &info, unsaid, value, none,
		    &b), ECERT_E_ARG);
		if (versions[i] == ECERT_SES_V1)
			continue;
		unit_case("v%d: rsa", (int)versions[i]);
		CHECK_ERR(ctx, eci_ses_seal_tbs(ctx, versions[i], &info, rsa, &b), ECERT_E_ARG);
		CHECK(strstr(ecert_errmsg(ctx), versions[i] == ECERT_SES_V4 ? "GB/T 38540-2020" :
		    "GM/T 0031-2025") != NULL);
		CHECK_ERR(ctx, eci_ses_sig_encode(ctx, versions[i], &info, rsa, value, none, &b),
		    ECERT_E_ARG);
	}
	CHECK_INT(b.len, 0);
	eci_buf_free(&info);
	eci_buf_free(&b);
}

/* GM/T 0031-2014 6.1 and 6.2: signatureAlgorithm may be RSA's. */
static void
rsa(void)
{
	static const uint8_t oid[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b };
	struct eci_ses_who who = { { ses_other, sizeof(ses_other) }, ECI_SES_RSA_SHA256 };
	struct eci_bytes value = { ses_value, sizeof(ses_value) }, none = { NULL, 0 };
	struct eci_bytes hash = { ses_hash, sizeof(ses_hash) }, seal;
	struct eci_buf info = { 0 }, made = { 0 }, tbs = { 0 }, out = { 0 };
	struct eci_ses_seal_info in = ses_info(ECERT_SES_V1);
	ecert_ctx *ctx = unit_ctx();
	struct eci_ses_sig s;

	unit_case("rsa in a v1 seal and signature");
	CHECK_OK(ctx, eci_ses_info_encode(ctx, &in, &info));
	CHECK_OK(ctx, eci_ses_seal_encode(ctx, ECERT_SES_V1, &info, who, value, none, &made));
	seal.ptr = made.ptr;
	seal.len = made.len;
	CHECK_OK(ctx, eci_ses_tbs_encode(ctx, ECERT_SES_V1, seal, SES_FROM, hash, "/a", who, &tbs));
	CHECK_OK(ctx, eci_ses_sig_encode(ctx, ECERT_SES_V1, &tbs, who, value, none, &out));
	CHECK_OK(ctx, eci_ses_sig_decode(ctx, "f", out.ptr, out.len, &s));
	CHECK_MEM(s.alg.ptr, s.alg.len, oid, sizeof(oid));
	CHECK_MEM(s.seal.alg.ptr, s.seal.alg.len, oid, sizeof(oid));
	eci_ses_sig_free(&s);
	eci_buf_free(&info);
	eci_buf_free(&made);
	eci_buf_free(&tbs);
	eci_buf_free(&out);
}

static void
time_stamps(void)
{
	struct eci_ses_who who = { { ses_cert, sizeof(ses_cert) }, ECI_SES_SM2_SM3 };
	struct eci_bytes value = { ses_value, sizeof(ses_value) };
	struct eci_bytes hash = { ses_hash, sizeof(ses_hash) }, seal;
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf made = { 0 }, tbs = { 0 }, out = { 0 };
	struct eci_ses_sig s;

	unit_case("a v4 signature with a time stamp");
	ses_make_seal(ctx, ECERT_SES_V4, &made);
	seal.ptr = made.ptr;
	seal.len = made.len;
	CHECK_OK(ctx, eci_ses_tbs_encode(ctx, ECERT_SES_V4, seal, SES_FROM, hash, "/a", who,
	    &tbs));
	CHECK_OK(ctx, eci_ses_sig_encode(ctx, ECERT_SES_V4, &tbs, who, value, hash, &out));
	CHECK_OK(ctx, eci_ses_sig_decode(ctx, "f", out.ptr, out.len, &s));
	CHECK_MEM(s.timestamp.ptr, s.timestamp.len, ses_hash, sizeof(ses_hash));
	CHECK_MEM(s.tbs.ptr, s.tbs.len, tbs.ptr, tbs.len);
	CHECK_MEM(s.seal.whole.ptr, s.seal.whole.len, made.ptr, made.len);
	eci_ses_sig_free(&s);

	unit_case("a v1 signature of 2050");
	tbs.len = 0;
	CHECK_ERR(ctx, eci_ses_tbs_encode(ctx, ECERT_SES_V1, seal, 2524608000, hash, "/a",
	    who, &tbs), ECERT_E_ARG);
	unit_case("a property that is not ascii");
	CHECK_ERR(ctx, eci_ses_tbs_encode(ctx, ECERT_SES_V4, seal, SES_FROM, hash,
	    "/\xe7\xab\xa0", who, &tbs), ECERT_E_ARG);
	CHECK_INT(tbs.len, 0);
	eci_buf_free(&made);
	eci_buf_free(&tbs);
	eci_buf_free(&out);
}

int
main(void)
{
	signed_bytes();
	signatures();
	time_stamps();
	refused();
	rsa();
	return unit_end();
}
