/* SPDX-License-Identifier: Apache-2.0 */
/* Names of plain parts, each once and found again; runs of plain characters. */
#include <stdio.h>
#include <stdlib.h>

#include "unit.h"
#include "xml/xml_plain.h"

static const uint8_t *
u(const char *s)
{
	return (const uint8_t *)s;
}

static void
test_names(void)
{
	static const char *const wanted[] = { "URI", "Action", NULL };
	static const char text[] = "URI p:URI URIs p:b xmlns xmlns:p xmlnsx";
	static const struct {
		size_t at, n, prefix;
		bool wanted, declares;
	} rows[] = {
		{ 0, 3, 0, true, false }, { 4, 5, 1, true, false }, { 10, 4, 0, false, false },
		{ 15, 3, 1, false, false }, { 19, 5, 0, false, true }, { 25, 7, 5, false, true },
		{ 33, 6, 0, false, false }, { 33, 5, 0, false, true }
	};
	static struct eci_xml_words s;
	struct eci_xml_word *w;
	size_t i;

	eci_xml_words_init(&s, wanted);
	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("name %zu", i);
		w = eci_xml_word(&s, u(text) + rows[i].at, rows[i].n, rows[i].prefix);
		CHECK(w != NULL && w->n == rows[i].n && w->prefix == rows[i].prefix);
		CHECK(w != NULL && w->wanted == rows[i].wanted && w->declares == rows[i].declares);
		CHECK(w == eci_xml_word(&s, u(text) + rows[i].at, rows[i].n, rows[i].prefix));
	}
	unit_case("the same name elsewhere is the same");
	CHECK_INT(s.n, 7);
	CHECK(eci_xml_word(&s, u("URI"), 3, 0) == &s.v[0]);
}

static void
test_many(void)
{
	static struct eci_xml_words s;
	static char text[ECI_XML_WORDS_MAX + 1][8];
	size_t i;

	unit_case("as many names as there is room for");
	eci_xml_words_init(&s, NULL);
	for (i = 0; i < ECI_XML_WORDS_MAX; i++) {
		snprintf(text[i], sizeof(text[i]), "n%03zu", i);
		CHECK(eci_xml_word(&s, u(text[i]), 4, 0) == &s.v[i]);
	}
	CHECK(eci_xml_word(&s, u("more"), 4, 0) == NULL);
	for (i = 0; i < ECI_XML_WORDS_MAX; i++)
		CHECK(eci_xml_word(&s, u(text[i]), 4, 0) == &s.v[i]);
}

/* Names of all lengths up to 20, a byte changed at each place, and little left. */
static void
test_at(void)
{
	static const char name[] = "abcdefghijklmnopqrst";
	static struct eci_xml_words s;
	struct eci_xml_word *w;
	uint8_t *copy;
	size_t n, left, i;

	for (n = 1; n < sizeof(name); n++) {
		unit_case("a name of %zu bytes", n);
		eci_xml_words_init(&s, NULL);
		w = eci_xml_word(&s, u(name), n, 0);
		for (left = 1; left < 40; left++) {
			if ((copy = malloc(left)) == NULL)
				abort();
			memset(copy, '>', left);
			memcpy(copy, name, n < left ? n : left);
			CHECK(eci_xml_word_at(w, copy, copy + left) == (left > n));
			for (i = 0; i < n && n < left; i++) {
				copy[i] ^= 1;
				CHECK(!eci_xml_word_at(w, copy, copy + left));
				copy[i] ^= 1;
			}
			free(copy);
		}
	}
}

/* Every byte at every place: where it stops, and that it stops nowhere else. */
static void
test_span(void)
{
	static const char stops[] = "\"']";
	uint8_t buf[40];
	size_t stop, at, n;
	unsigned c;
	bool ends;

	for (stop = 0; stop < 3; stop++) {
		unit_case("runs up to %c", stops[stop]);
		for (c = 0; c < 256; c++) {
			ends = c < ' ' || c > '~' || c == '<' || c == '&' || c == (uint8_t)stops[stop];
			for (at = 0; at < sizeof(buf); at++) {
				memset(buf, 'x', sizeof(buf));
				buf[at] = (uint8_t)c;
				n = (size_t)(eci_xml_span(buf, buf + sizeof(buf), stops[stop]) - buf);
				CHECK_INT(n, ends && at < 32 ? at : 32);
			}
		}
		CHECK(eci_xml_span(buf, buf + 15, stops[stop]) == buf);
	}
}

/* XML 1.0 2.2 and 2.3, ASCII, tabs and line ends left out of values. */
static void
test_classes(void)
{
	unsigned c;
	bool letter, plain;

	unit_case("classes");
	for (c = 0; c < 256; c++) {
		letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
		plain = c >= ' ' && c <= '~' && c != '<' && c != '&';
		CHECK(eci_xml_c((uint8_t)c, ECI_XML_C_START) == letter);
		CHECK(eci_xml_c((uint8_t)c, ECI_XML_C_NAME) ==
		    (letter || (c >= '0' && c <= '9') || c == '-' || c == '.'));
		CHECK(eci_xml_c((uint8_t)c, ECI_XML_C_SPACE) ==
		    (c == ' ' || c == '\t' || c == '\r' || c == '\n'));
		CHECK(eci_xml_c((uint8_t)c, ECI_XML_C_VALUE) == plain);
		CHECK(eci_xml_c((uint8_t)c, ECI_XML_C_TEXT) ==
		    ((plain && c != ']') || c == '\t' || c == '\r' || c == '\n'));
	}
}

int
main(void)
{
	test_names();
	test_many();
	test_at();
	test_span();
	test_classes();
	return unit_end();
}
