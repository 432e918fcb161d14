/* SPDX-License-Identifier: Apache-2.0 */
/* What would settle a demand of a policy: safe to be followed to the letter. */
#include "../negative/forge_run.h"
#include "verify/verify_priv.h"

static void
test_issuers(void)
{
	struct eci_vadvice a;

	unit_case("issuers of a signer");
	eci_verify_advise_issuers(ECI_ROLE_SIGNER, forge.signer.cert, &a);
	CHECK(strstr(a.en, "if CN=Forge Root, O=Forge, C=CN deserves trust about signers") == a.en);
	CHECK(strstr(a.en, "DIR/roots.pem") != NULL);
	CHECK(strstr(a.zh, "确认 CN=Forge Root, O=Forge, C=CN 就签名人可信后") == a.zh);
	unit_case("issuers of a seal maker, never one that certifies signers");
	eci_verify_advise_issuers(ECI_ROLE_MAKER, forge.maker.cert, &a);
	CHECK(strstr(a.en, "if CN=Forge Root, O=Forge, C=CN certifies nobody but seal makers") == a.en);
	CHECK(strstr(a.en, "DIR/makers.pem") != NULL);
	CHECK(strstr(a.zh, "若 CN=Forge Root, O=Forge, C=CN 只为制章人签发证书") == a.zh);
}

static void
test_lists(void)
{
	struct eci_vadvice a;

	unit_case("no list");
	eci_verify_advise_list(forge.signer.cert, false, &a);
	CHECK_STR(a.en, "put the list of CN=Forge Root, O=Forge, C=CN into DIR/crls");
	CHECK_STR(a.zh, "将 CN=Forge Root, O=Forge, C=CN 的撤销列表放入 DIR/crls");
	unit_case("a list that promises no next one");
	eci_verify_advise_list(forge.signer.cert, true, &a);
	CHECK_STR(a.en, "put a list of CN=Forge Root, O=Forge, C=CN that says so into DIR/crls, in the "
	    "place of this one");
	CHECK(strstr(a.zh, "取代现有列表") != NULL);
	unit_case("a time stamp");
	eci_verify_advise_stamp(&a);
	CHECK(strstr(a.en, "DIR/tsa.pem") != NULL && strstr(a.zh, "DIR/tsa.pem") != NULL);
}

int
main(void)
{
	forge_start();
	test_issuers();
	test_lists();
	forge_end();
	return unit_end();
}
