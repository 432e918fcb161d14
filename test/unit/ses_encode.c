/* SPDX-License-Identifier: Apache-2.0 */
/* ses_encode.c - what is encoded decodes to the same, and is genuine DER. */
#include "ses_edit.h"

#define CHECK_TEXT(b, s) CHECK_MEM((b).ptr, (b).len, (s), strlen(s))

static const ecert_ses_version versions[] = { ECERT_SES_V1, ECERT_SES_V4, ECERT_SES_V5 };

static void
seals(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_ses_seal_info in;
	struct eci_buf b = { 0 };
	struct eci_ses_seal s;
	size_t i;

	for (i = 0; i < ECI_COUNT(versions); i++) {
		unit_case("seal of version %d", (int)versions[i]);
		in = ses_info(versions[i]);
		ses_make_seal(ctx, versions[i], &b);
		CHECK_OK(ctx, eci_der_check(ctx, "f", ECERT_R_SES_MALFORMED, b.ptr, b.len));
		CHECK_OK(ctx, eci_ses_seal_decode(ctx, "f", b.ptr, b.len, &s));
		CHECK_INT(s.version, versions[i]);
		CHECK_INT(s.header_version, versions[i]);
		CHECK_INT(s.notes.n, 0);
		CHECK_TEXT(s.vendor, in.vendor);
		CHECK_TEXT(s.id, in.id);
		CHECK_TEXT(s.name, in.name);
		CHECK_INT(s.type, in.type);
		CHECK_INT(s.created, in.created);
		CHECK_INT(s.valid_from, in.valid_from);
		CHECK_INT(s.valid_until, in.valid_until);
		CHECK_TEXT(s.picture_type, in.picture_type);
		CHECK_MEM(s.picture.ptr, s.picture.len, ses_picture, sizeof(ses_picture));
		CHECK_INT(s.width, 40);
		CHECK_INT(s.height, 30);
		CHECK_INT(s.list_type, 1);
		CHECK_INT(s.n_list, 2);
		CHECK_MEM(s.list[1].value.ptr, s.list[1].value.len, ses_other,
		    sizeof(ses_other));
		CHECK_MEM(s.cert.ptr, s.cert.len, ses_other, sizeof(ses_other));
		CHECK_MEM(s.sig.ptr, s.sig.len, ses_value, sizeof(ses_value));
		eci_ses_seal_free(&s);
	}
	eci_buf_free(&b);
}

/* The maker signs what the decoder will say was signed. */
static void
signed_bytes(void)
{
	struct eci_bytes cert = { ses_other, sizeof(ses_other) };
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
		CHECK_OK(ctx, eci_ses_seal_tbs(ctx, versions[i], &info, cert, &tbs));
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
		CHECK_INT(s.time, T_FROM + 60);
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

static void
digests(void)
{
	static const struct eci_bytes list = { ses_hash, sizeof(ses_hash) };
	struct eci_bytes cert = { ses_other, sizeof(ses_other) };
	struct eci_bytes value = { ses_value, sizeof(ses_value) };
	struct eci_bytes stamp = { ses_hash, 3 }, none = { NULL, 0 };
	struct eci_ses_seal_info in = ses_info(ECERT_SES_V5);
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf info = { 0 }, b = { 0 };
	struct eci_ses_seal s;
	size_t n;

	unit_case("digests in the list");
	in.list_type = 2;
	in.list = &list;
	in.n_list = 1;
	CHECK_OK(ctx, eci_ses_info_encode(ctx, &in, &info));
	CHECK_OK(ctx, eci_ses_seal_encode(ctx, ECERT_SES_V5, &info, cert, value, stamp, &b));
	CHECK_OK(ctx, eci_ses_seal_decode(ctx, "f", b.ptr, b.len, &s));
	CHECK_INT(s.list_type, 2);
	CHECK_TEXT(s.list[0].digest_name, "SM3");
	CHECK_MEM(s.list[0].value.ptr, s.list[0].value.len, ses_hash, sizeof(ses_hash));
	CHECK_MEM(s.timestamp.ptr, s.timestamp.len, ses_hash, 3);
	eci_ses_seal_free(&s);

	unit_case("a v4 seal takes no time stamp");
	n = b.len;
	CHECK_ERR(ctx, eci_ses_seal_encode(ctx, ECERT_SES_V4, &info, cert, value, stamp, &b),
	    ECERT_E_ARG);
	CHECK_INT(b.len, n);
	unit_case("a v1 signature takes no time stamp outside");
	CHECK_ERR(ctx, eci_ses_sig_encode(ctx, ECERT_SES_V1, &info, cert, value, stamp, &b),
	    ECERT_E_ARG);
	unit_case("no maker certificate");
	CHECK_ERR(ctx, eci_ses_seal_encode(ctx, ECERT_SES_V4, &info, none, value, none, &b),
	    ECERT_E_ARG);
	eci_buf_free(&info);
	eci_buf_free(&b);
}

static void
time_stamps(void)
{
	struct eci_bytes cert = { ses_cert, sizeof(ses_cert) };
	struct eci_bytes value = { ses_value, sizeof(ses_value) };
	struct eci_bytes hash = { ses_hash, sizeof(ses_hash) }, seal;
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf made = { 0 }, tbs = { 0 }, out = { 0 };
	struct eci_ses_sig s;

	unit_case("a v4 signature with a time stamp");
	ses_make_seal(ctx, ECERT_SES_V4, &made);
	seal.ptr = made.ptr;
	seal.len = made.len;
	CHECK_OK(ctx, eci_ses_tbs_encode(ctx, ECERT_SES_V4, seal, T_FROM, hash, "/a", cert,
	    &tbs));
	CHECK_OK(ctx, eci_ses_sig_encode(ctx, ECERT_SES_V4, &tbs, cert, value, hash, &out));
	CHECK_OK(ctx, eci_ses_sig_decode(ctx, "f", out.ptr, out.len, &s));
	CHECK_MEM(s.timestamp.ptr, s.timestamp.len, ses_hash, sizeof(ses_hash));
	CHECK_MEM(s.tbs.ptr, s.tbs.len, tbs.ptr, tbs.len);
	CHECK_MEM(s.seal.whole.ptr, s.seal.whole.len, made.ptr, made.len);
	eci_ses_sig_free(&s);

	unit_case("a v1 signature of 2050");
	tbs.len = 0;
	CHECK_ERR(ctx, eci_ses_tbs_encode(ctx, ECERT_SES_V1, seal, 2524608000, hash, "/a",
	    cert, &tbs), ECERT_E_ARG);
	unit_case("a property that is not ascii");
	CHECK_ERR(ctx, eci_ses_tbs_encode(ctx, ECERT_SES_V4, seal, T_FROM, hash,
	    "/\xe7\xab\xa0", cert, &tbs), ECERT_E_ARG);
	CHECK_INT(tbs.len, 0);
	eci_buf_free(&made);
	eci_buf_free(&tbs);
	eci_buf_free(&out);
}

static void
refused(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_ses_seal_info in;
	struct eci_buf b = { 0 };

	unit_case("version 3");
	in = ses_info(3);
	CHECK_ERR(ctx, eci_ses_info_encode(ctx, &in, &b), ECERT_E_ARG);
	unit_case("digests in v1");
	in = ses_info(ECERT_SES_V1);
	in.list_type = 2;
	CHECK_ERR(ctx, eci_ses_info_encode(ctx, &in, &b), ECERT_E_ARG);
	unit_case("list type 0");
	in = ses_info(ECERT_SES_V4);
	in.list_type = 0;
	CHECK_ERR(ctx, eci_ses_info_encode(ctx, &in, &b), ECERT_E_ARG);
	unit_case("vendor not ascii");
	in = ses_info(ECERT_SES_V4);
	in.vendor = "\xe7\xab\xa0";
	CHECK_ERR(ctx, eci_ses_info_encode(ctx, &in, &b), ECERT_E_ARG);
	unit_case("id empty");
	in = ses_info(ECERT_SES_V4);
	in.id = "";
	CHECK_ERR(ctx, eci_ses_info_encode(ctx, &in, &b), ECERT_E_ARG);
	unit_case("id with a control");
	in.id = "a\nb";
	CHECK_ERR(ctx, eci_ses_info_encode(ctx, &in, &b), ECERT_E_ARG);
	unit_case("name not utf-8");
	in = ses_info(ECERT_SES_V4);
	in.name = "\xd5\xc2";
	CHECK_ERR(ctx, eci_ses_info_encode(ctx, &in, &b), ECERT_E_ARG);
	unit_case("name missing");
	in.name = NULL;
	CHECK_ERR(ctx, eci_ses_info_encode(ctx, &in, &b), ECERT_E_ARG);
	unit_case("v1 until 2050");
	in = ses_info(ECERT_SES_V1);
	in.valid_until = 2524608000;
	CHECK_ERR(ctx, eci_ses_info_encode(ctx, &in, &b), ECERT_E_ARG);
	unit_case("more certificates than are read");
	in = ses_info(ECERT_SES_V4);
	in.n_list = 1025;
	CHECK_ERR(ctx, eci_ses_info_encode(ctx, &in, &b), ECERT_E_ARG);
	CHECK_INT(b.len, 0);
	eci_buf_free(&b);
}

int
main(void)
{
	seals();
	signed_bytes();
	signatures();
	digests();
	time_stamps();
	refused();
	return unit_end();
}
