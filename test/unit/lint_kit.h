/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lint_kit.h - a certificate that keeps every rule but those about fonts and codes'
 * kind, ways to spoil it, and what the rules then say.
 */
#ifndef LINT_KIT_H
#define LINT_KIT_H

#include "signing.h"

#include "lint/lint_priv.h"

#define KIT_ROOT "2.25.4711.1.2"
#define KIT_ID   KIT_ROOT "•7•12990000999999998X•CNAS L0001•XZ-2026-0001•0"
#define KIT_NAME "校准电子证书-XZ-2026-0001-数字压力计-DPG2026-0817.ofd"
#define KIT_SEAL "Test Laboratory 校准电子证书专用章"
#define KIT_SAYS "本证书为电子证书，请到发证机构官网验证"
#define KIT_PAGE "Doc_0/Pages/Page_0/Content.xml"
#define KIT_SVG  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\">" \
	"<!-- > -->\n<text>电</text> <text>子证书</text></svg>"

static struct fixture    kit;
static ecert_trust      *kit_trust;
static ecert_policy     *kit_policy;
static const ecert_tsa  *kit_tsa;        /* NULL: signatures are not stamped */

/* What departs from the certificate that is in order. */
struct kit_spec {
	const char *id;                  /* NULL: KIT_ID; "": none */
	const char *sentence;            /* NULL: KIT_SAYS */
	double      code;                /* size of the QR code, 0: 25; below 0: none */
	double      width, height;       /* of the page, 0: A4 */
	void      (*before)(ecert_ctx *ctx, ecert_doc *doc);    /* it is signed */
	bool        no_sign;
	const char *seal;                /* name, NULL: KIT_SEAL */
	const char *picture;             /* NULL: KIT_SVG */
	double      x, y;                /* of the stamp, 0: 125, 222 */
	bool        no_place;            /* signed without a seal */
	void      (*after)(ecert_ctx *ctx, ecert_doc *doc);     /* it was */
};

static inline void
kit_start(void)
{
	struct eci_bytes root, maker;
	ecert_id_opts *opts = NULL;

	fixture_make(&kit);
	root = eci_cert_der(kit.root);
	maker = eci_cert_der(kit.maker);
	MUST(kit.ctx, ecert_trust_new(kit.ctx, &kit_trust));
	MUST(kit.ctx, ecert_trust_add_roots(kit.ctx, kit_trust, root.ptr, root.len));
	MUST(kit.ctx, ecert_trust_add_makers(kit.ctx, kit_trust, maker.ptr, maker.len));
	MUST(kit.ctx, ecert_policy_new(kit.ctx, &kit_policy));
	ecert_policy_set_trust(kit_policy, kit_trust);
	ecert_policy_set_insecure_no_revocation(kit_policy, 1);
	MUST(kit.ctx, ecert_id_opts_new(kit.ctx, &opts));
	MUST(kit.ctx, ecert_id_opts_add_root(kit.ctx, opts, KIT_ROOT));
	MUST(kit.ctx, ecert_policy_set_id_opts(kit.ctx, kit_policy, opts));
	ecert_id_opts_free(opts);
}

static inline void
kit_end(void)
{
	ecert_policy_free(kit_policy);
	ecert_trust_free(kit_trust);
	fixture_free(&kit);
}

/* An entry's first `from` becomes `to`. */
static inline void
kit_edit(ecert_ctx *ctx, ecert_doc *doc, const char *entry, const char *from, const char *to)
{
	struct eci_buf b = { 0 };
	uint8_t *p = NULL;
	size_t n = 0, at;
	char *text, *found;

	MUST(ctx, ecert_doc_read_entry(ctx, doc, entry, &p, &n));
	MUST(ctx, eci_strndup(ctx, (char *)p, n, &text));
	if ((found = strstr(text, from)) == NULL) {
		printf("FAILED: fixture: no %s in %s:\n%s\n", from, entry, text);
		exit(1);
	}
	at = (size_t)(found - text);
	MUST(ctx, eci_buf_add(ctx, &b, text, at));
	MUST(ctx, eci_buf_adds(ctx, &b, to));
	MUST(ctx, eci_buf_adds(ctx, &b, found + strlen(from)));
	MUST(ctx, eci_ofd_put(ctx, doc, entry, b.ptr, b.len));
	eci_buf_free(&b);
	ecert_free(p);
	free(text);
}

static inline void
kit_put(ecert_ctx *ctx, ecert_doc *doc, const char *entry, const char *text)
{
	MUST(ctx, eci_ofd_put(ctx, doc, entry, (const uint8_t *)text, strlen(text)));
}

static inline ecert_seal *
kit_seal(const char *name, const char *picture)
{
	ecert_signer *maker = new_signer(&kit, kit.maker_key, kit.maker);
	struct eci_bytes der = eci_cert_der(kit.signer_cert);
	ecert_ctx *ctx = kit.ctx;
	ecert_seal_spec *spec = NULL;
	ecert_seal *seal = NULL;
	int64_t made = NOW - DAY;

	MUST(ctx, ecert_seal_spec_new(ctx, &spec));
	MUST(ctx, ecert_seal_spec_set_id(ctx, spec, "33010600000001"));
	MUST(ctx, ecert_seal_spec_set_vendor(ctx, spec, "LIBECERT"));
	MUST(ctx, ecert_seal_spec_set_name(ctx, spec, name));
	MUST(ctx, ecert_seal_spec_set_picture(ctx, spec, (const uint8_t *)picture,
	    strlen(picture), 40, 40));
	MUST(ctx, ecert_seal_spec_set_validity(ctx, spec, made, NOW + 300 * DAY));
	MUST(ctx, ecert_seal_spec_add_cert(ctx, spec, der.ptr, der.len));
	ecert_ctx_set_clock(ctx, clock_of, &made);
	MUST(ctx, ecert_seal_make(ctx, spec, maker, ECERT_SES_V4, &seal));
	ecert_ctx_set_clock(ctx, fixed_now, NULL);
	ecert_seal_spec_free(spec);
	ecert_signer_free(maker);
	return seal;
}

static inline void
kit_sign(ecert_doc *doc, const struct kit_spec *s)
{
	ecert_seal *seal = s->no_place ? NULL : kit_seal(s->seal != NULL ? s->seal : KIT_SEAL,
	    s->picture != NULL ? s->picture : KIT_SVG);
	ecert_sign_opts *opts = NULL;

	MUST(kit.ctx, ecert_sign_opts_new(kit.ctx, &opts));
	if (s->no_place)
		MUST(kit.ctx, ecert_sign_opts_set_type(kit.ctx, opts, ECERT_SIGN_PLAIN));
	else
		MUST(kit.ctx, ecert_sign_opts_add_place(kit.ctx, opts, 1, s->x > 0 ? s->x : 125,
		    s->y > 0 ? s->y : 222));
	ecert_sign_opts_set_tsa(opts, kit_tsa);
	MUST(kit.ctx, ecert_sign(kit.ctx, doc, kit.signer, seal, opts));
	ecert_sign_opts_free(opts);
	ecert_seal_free(seal);
}

static inline void
kit_draw(ecert_ctx *ctx, ecert_doc *doc, const struct kit_spec *s)
{
	ecert_id *id = NULL;
	size_t page;

	MUST(ctx, ecert_id_parse(ctx, NULL, KIT_ID, strlen(KIT_ID), &id));
	MUST(ctx, ecert_page_add(ctx, doc, s->width > 0 ? s->width : 210,
	    s->height > 0 ? s->height : 297, &page));
	MUST(ctx, ecert_page_add_text(ctx, doc, 1, 22, 100, 4, "宋体", 0,
	    s->sentence != NULL ? s->sentence : KIT_SAYS));
	if (s->code >= 0)
		MUST(ctx, ecert_page_add_qr(ctx, doc, 1, 163, 15, s->code > 0 ? s->code : 25,
		    ecert_id_ascii(id)));
	ecert_id_free(id);
	if (s->id == NULL || s->id[0] != '\0') {
		MUST(ctx, ecert_id_parse(ctx, NULL, s->id != NULL ? s->id : KIT_ID,
		    strlen(s->id != NULL ? s->id : KIT_ID), &id));
		MUST(ctx, ecert_doc_set_id(ctx, doc, id, 0));
		ecert_id_free(id);
	}
}

/* The document, as somebody else would open it. */
static inline ecert_doc *
kit_doc(const struct kit_spec *s)
{
	ecert_doc *doc = NULL;

	MUST(kit.ctx, ecert_doc_new(kit.ctx, &doc));
	kit_draw(kit.ctx, doc, s);
	if (s->before != NULL)
		s->before(kit.ctx, doc);
	doc = reopen(kit.ctx, doc);
	if (!s->no_sign)
		kit_sign(doc, s);
	if (s->after != NULL)
		s->after(kit.ctx, doc);
	return reopen(kit.ctx, doc);
}

static inline size_t
kit_rule(const char *id)
{
	size_t i;

	for (i = 0; i < ecert_lint_rule_count(); i++)
		if (strcmp(ecert_lint_rule_id(i), id) == 0)
			return i;
	printf("FAILED: fixture: there is no rule %s\n", id);
	exit(1);
}

/* The findings; NULL after a failure. */
static inline ecert_lint *
kit_lint(const struct kit_spec *s, const char *name, const ecert_policy *policy)
{
	ecert_doc *doc = kit_doc(s);
	ecert_lint *lint = NULL;
	ecert_err e = ecert_lint_doc(kit.ctx, doc, name, policy, &lint);

	if (lint == NULL)
		unit_fail(__FILE__, __LINE__, "no findings: %s: %s", ecert_err_name(e),
		    ecert_errmsg(kit.ctx));
	ecert_doc_free(doc);
	return lint;
}

/* The rule comes to want, with part (may be NULL) in a text of such a finding. */
static inline void
kit_check(const ecert_lint *lint, const char *id, ecert_lint_result want, const char *part)
{
	size_t i, rule = kit_rule(id);
	bool found = part == NULL;
	ecert_lint_result got;
	char *text = NULL;

	if (lint == NULL)
		return;
	got = eci_lint_worst(lint, rule);
	for (i = 0; i < ecert_lint_finding_count(lint); i++)
		if (ecert_lint_finding_rule(lint, i) == rule && part != NULL &&
		    ecert_lint_finding_result(lint, i) == want &&
		    (strstr(ecert_lint_finding_text(lint, i, "en"), part) != NULL ||
		    strstr(ecert_lint_finding_where(lint, i), part) != NULL))
			found = true;
	if (got == want && found)
		return;
	CHECK_OK(kit.ctx, ecert_lint_text(kit.ctx, lint, "en", &text));
	unit_fail(__FILE__, __LINE__, "%s is %s, not %s (%s):\n%s", id, eci_lint_result_name(got),
	    eci_lint_result_name(want), part != NULL ? part : "", text != NULL ? text : "?");
	ecert_free(text);
}

/* A table of such: one case per row. */
struct kit_case {
	const char       *name, *rule;
	struct kit_spec   spec;
	const char       *file;          /* NULL: KIT_NAME; "": not known */
	bool              no_policy;
	ecert_lint_result want;
	const char       *part;
};

static inline void
kit_run(const struct kit_case *v, size_t n)
{
	const struct kit_case *c;
	ecert_lint *lint;

	for (c = v; c < v + n; c++) {
		unit_case("%s: %s", c->rule, c->name);
		lint = kit_lint(&c->spec, c->file == NULL ? KIT_NAME : c->file[0] == '\0' ? NULL :
		    c->file, c->no_policy ? NULL : kit_policy);
		kit_check(lint, c->rule, c->want, c->part);
		ecert_lint_free(lint);
	}
}

#define KEPT   ECERT_LINT_KEPT
#define BROKEN ECERT_LINT_BROKEN
#define OPEN   ECERT_LINT_OPEN
#define NONE   ECERT_LINT_NOT_APPLICABLE

#endif
