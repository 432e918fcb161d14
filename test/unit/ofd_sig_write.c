/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_sig_write.c - Signature.xml as it is written, and read again. */
#include "ofd_fixture.h"

static struct eci_ofd_ref refs[2] = {
	{ .entry = (char []){ "OFD.xml" }, .digest = { 1, 2, 3 }, .digest_len = 32 },
	{ .entry = (char []){ "Doc_0/a & b.xml" }, .digest = { 4 }, .digest_len = 32 },
};
static struct eci_ofd_stamp stamps[2] = {
	{ (char []){ "s002" }, 1, true, false, { 10, 20.5, 40, 40 }, { 0 } },
	{ (char []){ "s003" }, 7, true, true, { 0.0005, 297, 1.0004, 1 }, { 0, 0, 0.5, 1 } },
};
static const struct eci_ofd_sig whole = {
	.method = (char []){ "1.2.156.10197.1.501" }, .date_time = (char []){ "20260101000000Z" },
	.check_method = (char []){ "1.2.156.10197.1.401" },
	.seal_entry = (char []){ "Doc_0/Signs/Sign_0/Seal.esl" },
	.value_entry = (char []){ "Doc_0/Signs/Sign_0/SignedValue.dat" },
	.refs = refs, .n_refs = 2, .stamps = stamps, .n_stamps = 2,
};

static void
bytes(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_buf b = { 0 }, want = { 0 };

	unit_case("bytes");
	CHECK_OK(ctx, eci_ofd_sig_write(ctx, &whole, &b));
	CHECK_OK(ctx, eci_buf_addf(ctx, &want, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<ofd:Signature " NS "><ofd:SignedInfo>"
	    "<ofd:Provider ProviderName=\"libecert\" Version=\"%s\" Company=\"libecert\"/>"
	    "<ofd:SignatureMethod>1.2.156.10197.1.501</ofd:SignatureMethod>"
	    "<ofd:SignatureDateTime>20260101000000Z</ofd:SignatureDateTime>"
	    "<ofd:References CheckMethod=\"1.2.156.10197.1.401\">"
	    "<ofd:Reference FileRef=\"/OFD.xml\"><ofd:CheckValue>"
	    "AQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=</ofd:CheckValue></ofd:Reference>"
	    "<ofd:Reference FileRef=\"/Doc_0/a &amp; b.xml\"><ofd:CheckValue>"
	    "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=</ofd:CheckValue></ofd:Reference>"
	    "</ofd:References>"
	    "<ofd:StampAnnot ID=\"s002\" PageRef=\"1\" Boundary=\"10 20.5 40 40\"/>"
	    "<ofd:StampAnnot ID=\"s003\" PageRef=\"7\" Boundary=\"0.001 297 1 1\" "
	    "Clip=\"0 0 0.5 1\"/>"
	    "<ofd:Seal><ofd:BaseLoc>/Doc_0/Signs/Sign_0/Seal.esl</ofd:BaseLoc></ofd:Seal>"
	    "</ofd:SignedInfo><ofd:SignedValue>/Doc_0/Signs/Sign_0/SignedValue.dat"
	    "</ofd:SignedValue></ofd:Signature>\n", ecert_version()));
	CHECK_STR((char *)b.ptr, (char *)want.ptr);
	eci_buf_free(&b);
	eci_buf_free(&want);
}

static void
again(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_ofd_sig sig = { 0 };
	struct eci_buf b = { 0 };

	unit_case("read again");
	CHECK_OK(ctx, eci_ofd_sig_write(ctx, &whole, &b));
	CHECK_OK(ctx, eci_ofd_sig_parse(ctx, "Doc_0/Signs/Sign_0/Signature.xml", b.ptr, b.len,
	    &sig));
	CHECK_STR(sig.method, whole.method);
	CHECK_STR(sig.date_time, whole.date_time);
	CHECK_STR(sig.check_method, whole.check_method);
	CHECK_STR(sig.seal_entry, whole.seal_entry);
	CHECK_STR(sig.value_entry, whole.value_entry);
	CHECK_INT(sig.notes.n, 0);
	CHECK_INT(sig.n_refs, 2);
	CHECK_STR(sig.refs[1].entry, refs[1].entry);
	CHECK_MEM(sig.refs[1].digest, sig.refs[1].digest_len, refs[1].digest, 32);
	CHECK_INT(sig.n_stamps, 2);
	CHECK(sig.stamps[1].has_clip && sig.stamps[1].boundary_ok);
	eci_ofd_sig_free(&sig);
	eci_buf_free(&b);
}

static void
refused(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct eci_ofd_sig sig = whole;
	struct eci_buf b = { 0 };

	unit_case("nowhere for the value");
	sig.value_entry = NULL;
	CHECK_ERR(ctx, eci_ofd_sig_write(ctx, &sig, &b), ECERT_E_INTERNAL);
	CHECK_INT(b.len, 0);
}

int
main(void)
{
	bytes();
	again();
	refused();
	return unit_end();
}
