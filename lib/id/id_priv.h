/* SPDX-License-Identifier: Apache-2.0 */
/* id_priv.h - what the files of this layer share. */
#ifndef ECI_ID_PRIV_H
#define ECI_ID_PRIV_H

#include "id/id.h"

#define ECI_ID_CHARS 1024        /* of a whole identifier, blanks included */
#define ECI_ID_TEXT_CHARS 64     /* of authority and serial */
#define ECI_ID_SEP 0x2022u       /* BULLET, the character 4.5.5 prints */

enum eci_id_part {
	ECI_ID_ROOT, ECI_ID_TYPE, ECI_ID_ISSUER, ECI_ID_AUTHORITY, ECI_ID_SERIAL,
	ECI_ID_REVISION, ECI_ID_PARTS,
	ECI_ID_WHOLE = ECI_ID_PARTS
};

struct eci_id_dev {
	const char *code;            /* static */
	enum eci_id_part part;
	char       *text;
};

struct ecert_id {
	char              *part[ECI_ID_PARTS];   /* canonical */
	char              *text, *ascii;
	ecert_type         type;
	unsigned           revision;
	char               separator[5];
	bool               root_known;
	struct eci_id_dev *dev;
	size_t             n_dev, cap_dev;
};

struct ecert_id_opts {
	char **root;
	size_t n, cap;
	bool   strict;
};

/* Characters from..to-1 of the text that is read. */
struct eci_id_span {
	size_t from, to;
};

struct eci_id_reader {
	ecert_ctx           *ctx;
	const ecert_id_opts *opts;   /* may be NULL */
	bool                 strict;
	uint32_t            *cp;     /* the text, decoded */
	size_t               n;
	ecert_id            *id;     /* under construction */
};

/* ECERT_E_ID, with the fault kept; at counts characters from 0. */
ecert_err eci_id_fault(ecert_ctx *ctx, enum eci_id_part part, size_t at, const char *rule);
/* Adds to the list, once per code and part; a fault when strict. */
ecert_err eci_id_deviate(struct eci_id_reader *r, const char *code, enum eci_id_part part,
    size_t at, const char *rule);
/* r->cp from UTF-8; the caller frees it. */
ecert_err eci_id_decode(struct eci_id_reader *r, const char *text, size_t len);
bool eci_id_is_sep(uint32_t cp);
/* Without the blanks at both ends. */
struct eci_id_span eci_id_trim(const struct eci_id_reader *r, struct eci_id_span s);
/* U+FF01..U+FF5E to ASCII, others unchanged. */
uint32_t eci_id_fold(uint32_t cp);

/* Cuts r->cp into the six components, blanks around them left in. */
ecert_err eci_id_split(struct eci_id_reader *r, struct eci_id_span span[ECI_ID_PARTS]);
/* Checks one component and keeps its canonical form in r->id. */
ecert_err eci_id_read_part(struct eci_id_reader *r, enum eci_id_part part,
    struct eci_id_span span);
/* An OID as 4.5.5 uses it; *at is the first wrong character.  NULL, or the rule. */
const char *eci_id_root_rule(const char *s, size_t *at);
/* Puts text and ascii together from the parts. */
ecert_err eci_id_join(ecert_ctx *ctx, ecert_id *id);
ecert_err eci_id_new(ecert_ctx *ctx, ecert_id **out);
/* The word 4.4.3 puts in front of 电子证书; NULL outside 1..8. */
const char *eci_id_type_word(ecert_type type);

#endif
