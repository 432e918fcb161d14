/* SPDX-License-Identifier: Apache-2.0 */
/* xml_words.c - the characters and names of plain parts. */
#include "xml/xml_plain.h"

#define SPACE  ECI_XML_C_SPACE
#define TEXT   ECI_XML_C_TEXT
#define VALUE  ECI_XML_C_VALUE
#define OTHER  (VALUE | TEXT)
#define INNER  (OTHER | ECI_XML_C_NAME)
#define LETTER (INNER | ECI_XML_C_START)

const uint8_t eci_xml_classes[256] = {
	['\t'] = SPACE | TEXT, ['\n'] = SPACE | TEXT, ['\r'] = SPACE | TEXT,
	[' '] = SPACE | OTHER, ['!'] = OTHER, ['"'] = OTHER, ['#'] = OTHER, ['$'] = OTHER,
	['%'] = OTHER, ['\''] = OTHER, ['('] = OTHER, [')'] = OTHER, ['*'] = OTHER, ['+'] = OTHER,
	[','] = OTHER, ['-'] = INNER, ['.'] = INNER, ['/'] = OTHER, ['0'] = INNER, ['1'] = INNER,
	['2'] = INNER, ['3'] = INNER, ['4'] = INNER, ['5'] = INNER, ['6'] = INNER, ['7'] = INNER,
	['8'] = INNER, ['9'] = INNER, [':'] = OTHER, [';'] = OTHER, ['='] = OTHER, ['>'] = OTHER,
	['?'] = OTHER, ['@'] = OTHER, ['A'] = LETTER, ['B'] = LETTER, ['C'] = LETTER,
	['D'] = LETTER, ['E'] = LETTER, ['F'] = LETTER, ['G'] = LETTER, ['H'] = LETTER,
	['I'] = LETTER, ['J'] = LETTER, ['K'] = LETTER, ['L'] = LETTER, ['M'] = LETTER,
	['N'] = LETTER, ['O'] = LETTER, ['P'] = LETTER, ['Q'] = LETTER, ['R'] = LETTER,
	['S'] = LETTER, ['T'] = LETTER, ['U'] = LETTER, ['V'] = LETTER, ['W'] = LETTER,
	['X'] = LETTER, ['Y'] = LETTER, ['Z'] = LETTER, ['['] = OTHER, ['\\'] = OTHER,
	[']'] = VALUE, ['^'] = OTHER, ['_'] = LETTER, ['`'] = OTHER, ['a'] = LETTER,
	['b'] = LETTER, ['c'] = LETTER, ['d'] = LETTER, ['e'] = LETTER, ['f'] = LETTER,
	['g'] = LETTER, ['h'] = LETTER, ['i'] = LETTER, ['j'] = LETTER, ['k'] = LETTER,
	['l'] = LETTER, ['m'] = LETTER, ['n'] = LETTER, ['o'] = LETTER, ['p'] = LETTER,
	['q'] = LETTER, ['r'] = LETTER, ['s'] = LETTER, ['t'] = LETTER, ['u'] = LETTER,
	['v'] = LETTER, ['w'] = LETTER, ['x'] = LETTER, ['y'] = LETTER, ['z'] = LETTER,
	['{'] = OTHER, ['|'] = OTHER, ['}'] = OTHER, ['~'] = OTHER
};

void
eci_xml_words_init(struct eci_xml_words *s, const char *const *wanted)
{
	s->wanted = wanted;
	s->n = 0;
	memset(s->slots, 0, sizeof(s->slots));
}

static bool
is_wanted(const struct eci_xml_words *s, struct eci_bytes local)
{
	const char *const *w;

	for (w = s->wanted; w != NULL && *w != NULL; w++)
		if ((*w)[0] == local.ptr[0] && strlen(*w) == local.len &&
		    memcmp(*w, local.ptr, local.len) == 0)
			return true;
	return false;
}

static void
fill(const struct eci_xml_words *s, struct eci_xml_word *w, const uint8_t *p, size_t n,
    size_t prefix)
{
	size_t head = n < sizeof(w->first) ? n : sizeof(w->first);

	w->p = p;
	w->n = n;
	w->prefix = prefix;
	w->first = w->mask = w->last = 0;
	memcpy(&w->first, p, head);
	memset(&w->mask, 0xff, head);
	if (n > sizeof(w->last))
		w->last = eci_xml_load(p + n - sizeof(w->last));
	w->next = NULL;
	w->tag = w->since = 0;
	w->kept = NULL;
	w->kept_at = 0;
	w->wanted = is_wanted(s, eci_xml_word_local(w));
	w->declares = (prefix == 5 || (prefix == 0 && n == 5)) && memcmp(p, "xmlns", 5) == 0;
}

struct eci_xml_word *
eci_xml_word(struct eci_xml_words *s, const uint8_t *p, size_t n, size_t prefix)
{
	size_t h = p[n - 1] * 31u + p[n / 2] * 7u + p[n > 4 ? 4 : 0] * 13u + n * 131u;
	struct eci_xml_word *w;
	uint8_t *slot;

	for (;; h++) {
		slot = &s->slots[h % ECI_XML_WORD_SLOTS];
		if (*slot == 0)
			break;
		w = &s->v[*slot - 1];
		if (w->n == n && memcmp(w->p, p, n) == 0)
			return w;
	}
	if (s->n == ECI_XML_WORDS_MAX)
		return NULL;
	w = &s->v[s->n++];
	*slot = (uint8_t)s->n;
	fill(s, w, p, n, prefix);
	return w;
}
