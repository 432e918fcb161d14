/* SPDX-License-Identifier: Apache-2.0 */
/* ofd_reach_links.c - the links in one part. */
#include "unit.h"

#include <stdio.h>

#include "ofd/ofd_reach_priv.h"

#define NS " xmlns=\"http://www.ofdspec.org/2016\""

struct log {
	char   text[2000];
	size_t n;
};

static ecert_err
on_link(void *arg, ecert_ctx *ctx, const struct eci_ofd_link *link)
{
	struct log *l = arg;

	(void)ctx;
	l->n += (size_t)snprintf(l->text + l->n, sizeof(l->text) - l->n, "%d:%s%s%s;",
	    (int)link->role, link->resource && link->res_base != NULL ? link->res_base : "",
	    link->resource ? "|" : "", link->loc);
	return ECERT_OK;
}

static ecert_err
on_active(void *arg, ecert_ctx *ctx, const char *what)
{
	struct log *l = arg;

	(void)ctx;
	l->n += (size_t)snprintf(l->text + l->n, sizeof(l->text) - l->n, "!%s;", what);
	return ECERT_OK;
}

static void
table(void)
{
	static const struct {
		const char       *name;
		enum eci_ofd_role role;
		const char       *xml, *want;      /* NULL: no such part */
	} rows[] = {
		{ "links stand at their places alone", ROLE_OFD, "<OFD" NS "><DocRoot>1</DocRoot>"
		    "<DocBody><DocInfo><DocRoot>2</DocRoot></DocInfo><DocRoot> 3 </DocRoot></DocBody>"
		    "</OFD>", "1:3;" },
		{ "foreign elements are no links", ROLE_OFD, "<OFD" NS "><DocBody xmlns=\"\"><DocRoot>1"
		    "</DocRoot></DocBody><DocBody><v:DocRoot xmlns:v=\"u\">2</v:DocRoot></DocBody></OFD>",
		    "" },
		{ "own text alone", ROLE_OFD, "<OFD" NS "><DocBody><DocRoot>a<x>b</x>c</DocRoot>"
		    "</DocBody></OFD>", "1:ac;" },
		{ "attributes", ROLE_DOCUMENT, "<Document" NS "><CommonData><TemplatePage "
		    "BaseLoc=\"t&amp;u\"/></CommonData><Pages><Page BaseLoc=\"p\"/><Page/></Pages>"
		    "</Document>", "3:t&u;2:p;2:;" },
		{ "resources with a base", ROLE_RES, "<Res" NS " BaseLoc=\"R\"><MultiMedias><MultiMedia "
		    "Type=\"Image\"><MediaFile>m</MediaFile></MultiMedia></MultiMedias></Res>", "14:R|m;" },
		{ "resources without a base", ROLE_RES, "<Res" NS "><Fonts><Font><FontFile>f</FontFile>"
		    "</Font></Fonts></Res>", "14:|f;" },
		{ "sound in resources", ROLE_RES, "<Res" NS "><MultiMedias><MultiMedia Type=\"Audio\"/>"
		    "</MultiMedias></Res>", "!a sound resource;" },
		{ "lists have no actions", ROLE_ATTACHMENTS, "<Attachments" NS "><URI/></Attachments>",
		    "" },
		{ "actions deep down", ROLE_PAGE, "<Page" NS "><a><b><c><d><e><f><URI/></f></e></d></c>"
		    "</b></a></Page>", "!a link out of the document;" },
		{ "actions of other vocabularies", ROLE_PAGE, "<Page" NS "><URI xmlns=\"u\"/></Page>", "" },
		{ "actions without a namespace", ROLE_PAGE, "<Page" NS "><Actions xmlns=\"\"><URI/>"
		    "</Actions></Page>", "!a link out of the document;" },
		{ "a root of another name", ROLE_PAGE, "<Document" NS "/>", NULL },
		{ "a root in no namespace", ROLE_PAGE, "<Page/>", NULL },
		{ "a tag file is anything", ROLE_TAG, "<x><y/></x>", "" },
		{ "a tag file that is not well formed", ROLE_TAG, "<x>", NULL },
	};
	ecert_ctx *ctx = unit_ctx();
	struct log l;
	struct eci_ofd_sight sight = { on_link, on_active, &l, NULL };
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("%s", rows[i].name);
		l = (struct log){ .text = "" };
		CHECK_ERR(ctx, eci_ofd_links(ctx, "x", rows[i].role, (const uint8_t *)rows[i].xml,
		    strlen(rows[i].xml), &sight), rows[i].want != NULL ? ECERT_OK :
		    rows[i].role == ROLE_TAG ? ECERT_E_XML : ECERT_E_OFD);
		if (rows[i].want != NULL)
			CHECK_STR(l.text, rows[i].want);
	}
}

static void
roles(void)
{
	int i;

	unit_case("every role has a kind");
	for (i = 0; i < ROLE_N; i++)
		CHECK(eci_ofd_role_kind((enum eci_ofd_role)i) <= ECI_OFD_SIGNATURE);
	CHECK(eci_ofd_role_is_xml(ROLE_TAG) && !eci_ofd_role_is_xml(ROLE_ATTACHMENT));
	CHECK_INT(eci_ofd_role_kind(ROLE_VALUE), ECI_OFD_SIGNATURE);
}

int
main(void)
{
	table();
	roles();
	return unit_end();
}
