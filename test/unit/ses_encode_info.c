/* SPDX-License-Identifier: Apache-2.0 */
/* ses_encode_info.c - what is encoded decodes to the same, and is genuine DER. */
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

static void
digests(void)
{
	static const struct eci_bytes list = { ses_hash, sizeof(ses_hash) };
	struct eci_ses_who maker = { { ses_other, sizeof(ses_other) }, ECI_SES_SM2_SM3 };
	struct eci_bytes value = { ses_value, sizeof(ses_value) };
	struct eci_bytes stamp = { ses_hash, 3 };
	struct eci_ses_seal_info in = ses_info(ECERT_SES_V5);
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf info = { 0 }, b = { 0 };
	struct eci_ses_seal s;

	unit_case("digests in the list, and a time stamp");
	in.list_type = 2;
	in.list = &list;
	in.n_list = 1;
	CHECK_OK(ctx, eci_ses_info_encode(ctx, &in, &info));
	CHECK_OK(ctx, eci_ses_seal_encode(ctx, ECERT_SES_V5, &info, maker, value, stamp, &b));
	CHECK_OK(ctx, eci_ses_seal_decode(ctx, "f", b.ptr, b.len, &s));
	CHECK_INT(s.list_type, 2);
	CHECK_TEXT(s.list[0].digest_name, "SM3");
	CHECK_MEM(s.list[0].value.ptr, s.list[0].value.len, ses_hash, sizeof(ses_hash));
	CHECK_MEM(s.timestamp.ptr, s.timestamp.len, ses_hash, 3);
	eci_ses_seal_free(&s);
	eci_buf_free(&info);
	eci_buf_free(&b);
}

/* SEQUENCE { ExtData ... } in the order given, behind the picture. */
static void
extensions(void)
{
	static const uint8_t oid1[] = { 0x55, 0x04, 0x03 }, oid2[] = { 0x2a, 0x03 };
	static const uint8_t want[] = { 0x30, 0x17,
		0x30, 0x0a, 0x06, 0x03, 0x55, 0x04, 0x03, 0x04, 0x03, '2', '.', '1',
		0x30, 0x09, 0x06, 0x02, 0x2a, 0x03, 0x01, 0x01, 0xff, 0x04, 0x00 };
	const struct eci_ses_ext exts[] = {
		{ .oid = { oid1, sizeof(oid1) }, .value = { (const uint8_t *)"2.1", 3 } },
		{ .oid = { oid2, sizeof(oid2) }, .critical = true },
	};
	struct eci_ses_who maker = { { ses_other, sizeof(ses_other) }, ECI_SES_SM2_SM3 };
	struct eci_bytes value = { ses_value, sizeof(ses_value) }, none = { NULL, 0 };
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf info = { 0 }, b = { 0 };
	struct eci_ses_seal_info in;
	struct eci_ses_seal s;
	size_t i;

	for (i = 0; i < ECI_COUNT(versions); i++) {
		unit_case("extensions in a seal of version %d", (int)versions[i]);
		info.len = b.len = 0;
		in = ses_info(versions[i]);
		in.exts = exts;
		in.n_exts = ECI_COUNT(exts);
		CHECK_OK(ctx, eci_ses_info_encode(ctx, &in, &info));
		CHECK(info.len > sizeof(want));
		CHECK_MEM(info.ptr + info.len - sizeof(want), sizeof(want), want, sizeof(want));
		CHECK_OK(ctx, eci_ses_seal_encode(ctx, versions[i], &info, maker, value, none,
		    &b));
		CHECK_OK(ctx, eci_ses_seal_decode(ctx, "f", b.ptr, b.len, &s));
		CHECK_INT(s.notes.n, 0);
		CHECK_INT(s.n_exts, 2);
		CHECK_MEM(s.exts[0].oid.ptr, s.exts[0].oid.len, oid1, sizeof(oid1));
		CHECK_TEXT(s.exts[0].value, "2.1");
		CHECK(!s.exts[0].critical && s.exts[1].critical);
		CHECK_INT(s.exts[1].value.len, 0);
		eci_ses_seal_free(&s);
	}
	eci_buf_free(&info);
	eci_buf_free(&b);
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
	unit_case("more extensions than are read");
	in = ses_info(ECERT_SES_V4);
	in.n_exts = 257;
	CHECK_ERR(ctx, eci_ses_info_encode(ctx, &in, &b), ECERT_E_ARG);
	CHECK_INT(b.len, 0);
	eci_buf_free(&b);
}

int
main(void)
{
	seals();
	digests();
	extensions();
	refused();
	return unit_end();
}
