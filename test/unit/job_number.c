/* SPDX-License-Identifier: Apache-2.0 */
#include "batch_kit.h"

#define CUSTOM "CustomData/\xe8\xaf\x81\xe4\xb9\xa6\xe7\xbc\x96\xe5\x8f\xb7"   /* 证书编号 */

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	ecert_doc *doc = open_doc(ctx, NULL);
	ecert_id *id = NULL;

	unit_case("a document without any number");
	CHECK_REASON(ctx, eci_job_check_number(ctx, doc, NULL, "XZ-2026-0001"),
	    ECERT_R_EXPECT_MISMATCH);
	unit_case("the running number of the identifier");
	MUST(ctx, ecert_id_parse(ctx, NULL, ID_1, strlen(ID_1), &id));
	MUST(ctx, ecert_doc_set_id(ctx, doc, id, 0));
	CHECK_OK(ctx, eci_job_check_number(ctx, doc, NULL, "XZ-2026-0001"));
	CHECK_REASON(ctx, eci_job_check_number(ctx, doc, NULL, "XZ-2026-0002"),
	    ECERT_R_EXPECT_MISMATCH);
	CHECK_REASON(ctx, eci_job_check_number(ctx, doc, NULL, "xz-2026-0001"),
	    ECERT_R_EXPECT_MISMATCH);
	CHECK_REASON(ctx, eci_job_check_number(ctx, doc, NULL, ""), ECERT_R_EXPECT_MISMATCH);
	unit_case("what the document states comes first");
	MUST(ctx, ecert_doc_set_meta(ctx, doc, CUSTOM, "A-7"));
	CHECK_OK(ctx, eci_job_check_number(ctx, doc, NULL, "A-7"));
	CHECK_REASON(ctx, eci_job_check_number(ctx, doc, NULL, "XZ-2026-0001"),
	    ECERT_R_EXPECT_MISMATCH);
	unit_case("what is wrong is shown escaped");
	CHECK_REASON(ctx, eci_job_check_number(ctx, doc, NULL, "A\n7"), ECERT_R_EXPECT_MISMATCH);
	CHECK(strchr(ecert_errmsg(ctx), '\n') == NULL);
	CHECK(strstr(ecert_errmsg(ctx), "the certificate number is A-7;") != NULL);
	ecert_doc_free(doc);
	unit_case("two numbers");
	{
		static const struct doc_spec two = { .body = "" };
		struct eci_buf b = { 0 };
		struct eci_pkg *pkg;

		doc = open_doc(ctx, &two);
		pkg = eci_ofd_pkg(doc);
		MUST(ctx, eci_buf_adds(ctx, &b, XMLDECL "<ofd:OFD" OFDNS " Version=\"1.1\" DocType=\"OFD\">"
		    "<ofd:DocBody><ofd:DocInfo><ofd:DocID>00112233445566778899aabbccddeeff</ofd:DocID>"
		    "<ofd:CustomDatas><ofd:CustomData Name=\"\xe8\xaf\x81\xe4\xb9\xa6\xe7\xbc\x96\xe5\x8f\xb7\">"
		    "A-7</ofd:CustomData><ofd:CustomData Name=\"\xe8\xaf\x81\xe4\xb9\xa6\xe7\xbc\x96\xe5\x8f\xb7\">"
		    "A-8</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>"
		    "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"));
		MUST(ctx, eci_pkg_put(ctx, pkg, "OFD.xml", b.ptr, b.len));
		doc = reopen(ctx, doc);
		CHECK_REASON(ctx, eci_job_check_number(ctx, doc, NULL, "A-7"), ECERT_R_EXPECT_MISMATCH);
		eci_buf_free(&b);
	}
	ecert_doc_free(doc);
	ecert_id_free(id);
	return unit_end();
}
