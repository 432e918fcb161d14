/* SPDX-License-Identifier: Apache-2.0 */
/* xml_plain.h - what the one pass over a plain part is made of: its characters, its
 * names, and who is told. */
#ifndef ECI_XML_PLAIN_H
#define ECI_XML_PLAIN_H

#include <string.h>

#include "base/base.h"

/* ---- characters (xml_words.c) ---- */

enum {
	ECI_XML_C_START = 1,       /* of a name */
	ECI_XML_C_NAME = 2,
	ECI_XML_C_SPACE = 4,
	ECI_XML_C_VALUE = 8,       /* in an attribute's value, one quote aside */
	ECI_XML_C_TEXT = 16
};
extern const uint8_t eci_xml_classes[256];

static inline bool
eci_xml_c(uint8_t c, int class)
{
	return (eci_xml_classes[c] & class) != 0;
}

typedef int8_t eci_xml_bytes16 __attribute__((vector_size(16)));
typedef uint64_t eci_xml_words2 __attribute__((vector_size(16)));

static inline eci_xml_bytes16
eci_xml_16(char c)
{
	int8_t b = (int8_t)c;

	return (eci_xml_bytes16){ b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b };
}

/* The first of eight bytes, as they lie in memory, that is not 0. */
static inline size_t
eci_xml_first_of(uint64_t w)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return (size_t)__builtin_clzll(w) / 8;
#else
	return (size_t)__builtin_ctzll(w) / 8;
#endif
}

/*
 * Behind bytes from ' ' to '~' that are neither '<' nor '&' nor stop, sixteen at
 * once: stays up to fifteen short of such a byte where the part ends.
 */
static inline const uint8_t *
eci_xml_span(const uint8_t *p, const uint8_t *end, char stop)
{
	const eci_xml_bytes16 lt = eci_xml_16('<'), amp = eci_xml_16('&'), c = eci_xml_16(stop);
	eci_xml_bytes16 v;
	eci_xml_words2 w;

	for (; end - p >= 16; p += 16) {
		memcpy(&v, p, 16);
		/* What is beyond ASCII is below 0. */
		w = (eci_xml_words2)((v < eci_xml_16(' ')) | (v == eci_xml_16(0x7f)) | (v == lt) |
		    (v == amp) | (v == c));
		if ((w[0] | w[1]) != 0)
			return p + (w[0] != 0 ? eci_xml_first_of(w[0]) : 8 + eci_xml_first_of(w[1]));
	}
	return p;
}

/* ---- names (xml_words.c) ---- */

#define ECI_XML_WORDS_MAX 160
#define ECI_XML_WORD_SLOTS 256     /* a power of two */

/* "prefix:local" as it stands in the part, each once. */
struct eci_xml_word {
	const uint8_t           *p;
	size_t                   n, prefix;   /* bytes; of the prefix, 0: none */
	uint64_t                 first, mask; /* its first eight bytes, those there are */
	uint64_t                 last;        /* its last eight where it has more */
	struct eci_xml_word     *next;        /* the one that came behind it last */
	uint64_t                 tag;         /* the last it was an attribute of */
	uint64_t                 since;       /* when ns was looked for */
	struct eci_xml_spelled  *ns;
	const void              *kept;        /* a tree's own copy of the local name */
	size_t                   kept_at;     /* behind the place of the events' copy */
	bool                     wanted;      /* at any depth */
	bool                     declares;    /* "xmlns" or "xmlns:local" */
};

struct eci_xml_words {
	const char *const  *wanted;
	size_t              n;
	uint8_t             slots[ECI_XML_WORD_SLOTS];   /* 1 more than the place, 0: free */
	struct eci_xml_word v[ECI_XML_WORDS_MAX];
};

void eci_xml_words_init(struct eci_xml_words *s, const char *const *wanted);
/* NULL: one too many. */
struct eci_xml_word *eci_xml_word(struct eci_xml_words *s, const uint8_t *p, size_t n,
    size_t prefix);

static inline uint64_t
eci_xml_load(const uint8_t *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
	return w;
}

/* Whether p, of which there is more than the word, begins with it. */
static inline bool
eci_xml_word_at(const struct eci_xml_word *w, const uint8_t *p, const uint8_t *end)
{
	size_t left = (size_t)(end - p);

	if (left <= 16 || w->n > 16)
		return left > w->n && memcmp(p, w->p, w->n) == 0;
	return ((eci_xml_load(p) ^ w->first) & w->mask) == 0 &&
	    (w->n <= 8 || eci_xml_load(p + w->n - 8) == w->last);
}

static inline struct eci_bytes
eci_xml_word_local(const struct eci_xml_word *w)
{
	size_t skip = w->prefix > 0 ? w->prefix + 1 : 0;

	return (struct eci_bytes){ w->p + skip, w->n - skip };
}

/* ---- who is told ---- */

struct eci_xml_spelled {               /* a namespace in force */
	struct eci_bytes prefix, uri;      /* no prefix: the default */
	void            *made;             /* a tree's */
	size_t           kept_at;          /* as of a word */
};

struct eci_xml_plain_attr {
	struct eci_xml_word *name;
	struct eci_bytes     value;
};

struct eci_xml_plain_tag {
	struct eci_xml_word    *name;
	struct eci_xml_spelled *ns;        /* NULL: none */
	size_t                  depth;
	bool                    open;      /* its text and end will be told */
	const struct eci_xml_plain_attr *attrs;
	size_t                  n_attrs;
	struct eci_xml_spelled *declared;
	size_t                  n_declared;
	const uint8_t          *end;       /* behind it */
};

struct eci_xml_sink {
	ecert_err (*start)(struct eci_xml_sink *sink, const struct eci_xml_plain_tag *tag);
	/* Of the element at depth; more: this is not all up to the next tag. */
	ecert_err (*text)(struct eci_xml_sink *sink, size_t depth, const uint8_t *p, size_t n,
	    bool more);
	ecert_err (*end)(struct eci_xml_sink *sink, size_t depth, struct eci_xml_word *name,
	    struct eci_xml_spelled *ns);
	void *arg;
	bool  full;                        /* it cannot take more */
	int   standalone;                  /* as declared, -1: not */
};

struct eci_xml_want;
/*
 * *yes: the part is well-formed, within all limits and the number of elements, and of
 * a form that is fully understood here; sink was then told what is wanted of it.
 */
ecert_err eci_xml_plain_pass(ecert_ctx *ctx, const uint8_t *p, size_t n,
    const struct eci_xml_want *want, uint64_t max_elements, struct eci_xml_sink *sink, bool *yes);

#endif
