/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draw-seal.c - a round red seal picture for tests and demonstrations: ring,
 * star, TEXT along the ring and the words 校准电子证书专用章 below the star, as
 * the specification wants them on the seal (4.2.1).  40 x 40 mm at 600 dpi,
 * transparent background.  The letters are strokes drawn below; a laboratory's
 * own seal needs a proper picture.
 *
 * usage: draw-seal -o OUT.png [TEXT]      TEXT: A-Z 0-9 - . / blank 校准电子证书专用章
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#define SIDE_MM  40.0
#define PX_PER_M 23622                                  /* 600 dpi */
#define SIDE     945                                    /* pixels */
#define PX       (SIDE_MM / SIDE)                       /* mm */
#define PI       3.14159265358979323846

static const uint8_t red[3] = { 0xC8, 0x10, 0x1E };
static uint8_t cover[SIDE][SIDE];                       /* 255: wholly inked */

/*
 * Strokes on a grid of 16 units: two characters are a point (0-9, a-g: 0..16),
 * points in a row are a line, a blank lifts the pen.
 */
static const struct { const char *ch; int width; const char *strokes; } glyphs[] = {
	{ " ", 8, "" }, { "-", 10, "2888" }, { ".", 6, "3f3g" }, { "/", 10, "a00g" },
	{ "0", 10, "20020e2g8gaea28020" }, { "1", 10, "2350 505g 2g8g" },
	{ "2", 10, "022080a2a60gag" }, { "3", 10, "022080a2a68848 88aaae8g2g0e" },
	{ "4", 10, "8g800bab" }, { "5", 10, "a0000787a9ae8g2g0e" },
	{ "6", 10, "a28020020e2g8gaeaa8808" }, { "7", 10, "00a04g" },
	{ "8", 10, "2806022080a2a688280a0e2g8gaeaa88" },
	{ "9", 10, "a82806022080a2ae8g2g0e" },
	{ "A", 10, "0g50ag 2b8b" }, { "B", 10, "000g8gaeaa8808 0080a2a688" },
	{ "C", 10, "a28020020e2g8gae" }, { "D", 10, "000g7gada37000" },
	{ "E", 10, "a0000gag 0888" }, { "F", 10, "a0000g 0888" },
	{ "G", 10, "a28020020e2g8gaea959" }, { "H", 10, "000g a0ag 08a8" },
	{ "I", 6, "303g 1050 1g5g" }, { "J", 10, "a0ae8g2g0e" },
	{ "K", 10, "000g a009 36ag" }, { "L", 10, "000gag" },
	{ "M", 10, "0g0058a0ag" }, { "N", 10, "0g00aga0" },
	{ "O", 10, "20020e2g8gaea28020" }, { "P", 10, "0g0080a2a78909" },
	{ "Q", 10, "20020e2g8gaea28020 6bag" }, { "R", 10, "0g0080a2a78909 59ag" },
	{ "S", 10, "a2802002062888aaae8g2g0e" }, { "T", 10, "00a0 505g" },
	{ "U", 10, "000e2g8gaea0" }, { "V", 10, "005ga0" }, { "W", 10, "002g588ga0" },
	{ "X", 10, "00ag a00g" }, { "Y", 10, "0058a0 585g" }, { "Z", 10, "00a00gag" },
	{ "校", 16, "0464 303g 350a 3669 b0c2 73g3 9477 e4g7 e7cc7g 97ccgg" },
	{ "准", 16, "1234 1f49 8056 656g b0c3 64g4 68f8 6cfc 6fgf b4bf" },
	{ "电", 16, "33d3db3b33 37d7 808e9ffffc" },
	{ "子", 16, "31d185 858f5e 08g8" },
	{ "证", 16, "1032 05454e6c 72g2 b2bf b8f8 878f 6fgf" },
	{ "书", 16, "22c2c7 07f7fdcc 707g d0f2" },
	{ "专", 16, "32d2 06g6 7049d99d 7bcg" },
	{ "用", 16, "313a1g 31e1egcf 36e6 3beb 818g" },
	{ "章", 16, "8082 22e2 5365 b3a5 05g5 47c7cc4c47 49c9 0ege 8c8g" },
};

static void
ink(int x, int y, double coverage)
{
	int v = coverage >= 1 ? 255 : coverage <= 0 ? 0 : (int)(coverage * 255 + 0.5);

	if (x >= 0 && y >= 0 && x < SIDE && y < SIDE && v > cover[y][x])
		cover[y][x] = (uint8_t)v;
}

/* Distance in mm from the line between a and b. */
static double
line_distance(double px, double py, const double a[2], const double b[2])
{
	double dx = b[0] - a[0], dy = b[1] - a[1], n = dx * dx + dy * dy, t;

	t = n > 0 ? ((px - a[0]) * dx + (py - a[1]) * dy) / n : 0;
	t = t < 0 ? 0 : t > 1 ? 1 : t;
	return hypot(px - a[0] - t * dx, py - a[1] - t * dy);
}

/* A line with round ends; everything is in mm from the centre. */
static void
draw_line(const double a[2], const double b[2], double width)
{
	double m = width / 2 + 2 * PX, half = SIDE_MM / 2;
	int x0 = (int)((fmin(a[0], b[0]) - m + half) / PX), x, y;
	int x1 = (int)((fmax(a[0], b[0]) + m + half) / PX);
	int y0 = (int)((fmin(a[1], b[1]) - m + half) / PX);
	int y1 = (int)((fmax(a[1], b[1]) + m + half) / PX);

	for (y = y0; y <= y1; y++)
		for (x = x0; x <= x1; x++)
			ink(x, y, 0.5 + (width / 2 - line_distance((x + 0.5) * PX - half,
			    (y + 0.5) * PX - half, a, b)) / PX);
}

static void
draw_ring(double radius, double width)
{
	double r;
	int x, y;

	for (y = 0; y < SIDE; y++)
		for (x = 0; x < SIDE; x++) {
			r = hypot((x + 0.5) * PX - SIDE_MM / 2, (y + 0.5) * PX - SIDE_MM / 2);
			ink(x, y, 0.5 + (width / 2 - fabs(r - radius)) / PX);
		}
}

/* Five points, the first straight up; inside means left of no edge of a spike. */
static void
draw_star(double cx, double cy, double radius)
{
	double p[10][2], inner = radius * sin(PI / 10) / sin(7 * PI / 10), px, py, d, edge;
	int i, j, x, y, inside;

	for (i = 0; i < 10; i++) {
		p[i][0] = cx + (i % 2 ? inner : radius) * sin(i * PI / 5);
		p[i][1] = cy - (i % 2 ? inner : radius) * cos(i * PI / 5);
	}
	for (y = 0; y < SIDE; y++)
		for (x = 0; x < SIDE; x++) {
			px = (x + 0.5) * PX - SIDE_MM / 2;
			py = (y + 0.5) * PX - SIDE_MM / 2;
			for (inside = 0, d = SIDE_MM, i = 0, j = 9; i < 10; j = i++) {
				if ((p[i][1] > py) != (p[j][1] > py) && px < p[j][0] +
				    (py - p[j][1]) / (p[i][1] - p[j][1]) * (p[i][0] - p[j][0]))
					inside = !inside;
				edge = line_distance(px, py, p[i], p[j]);
				d = edge < d ? edge : d;
			}
			ink(x, y, 0.5 + (inside ? d : -d) / PX);
		}
}

/* The glyph s begins with, or NULL; *len is its bytes. */
static const char *
find_glyph(const char *s, int *width, size_t *len)
{
	size_t i;

	for (i = 0; i < sizeof(glyphs) / sizeof(glyphs[0]); i++) {
		*len = strlen(glyphs[i].ch);
		if (strncmp(s, glyphs[i].ch, *len) == 0) {
			*width = glyphs[i].width;
			return glyphs[i].strokes;
		}
	}
	return NULL;
}

static int
unit_of(char c)
{
	return c >= 'a' ? c - 'a' + 10 : c - '0';
}

/* Centred on cx, cy, em mm high, turned clockwise by angle. */
static void
draw_glyph(const char *s, int width, double cx, double cy, double em, double angle)
{
	double a[2] = { 0, 0 }, b[2], u, v;
	int pen = 0;

	for (; *s != '\0'; s += 2) {
		if (*s == ' ') {
			pen = 0;
			s--;
			continue;
		}
		u = (unit_of(s[0]) - width / 2.0) * em / 16;
		v = (unit_of(s[1]) - 8) * em / 16;
		b[0] = cx + u * cos(angle) - v * sin(angle);
		b[1] = cy + u * sin(angle) + v * cos(angle);
		if (pen)
			draw_line(a, b, em * 0.1);
		a[0] = b[0];
		a[1] = b[1];
		pen = 1;
	}
}

/* Width in ems, or -1 where a character has no strokes here. */
static double
text_width(const char *s)
{
	double n = 0;
	size_t len;
	int w;

	for (; *s != '\0'; s += len) {
		if (find_glyph(s, &w, &len) == NULL)
			return -1;
		n += (w + 6) / 16.0;
	}
	return n;
}

/* radius 0: on a straight line whose middle is x = 0. */
static void
draw_text(const char *s, double radius, double y, double em)
{
	double at = -text_width(s) * em / 2, step, angle;
	const char *strokes;
	size_t len;
	int w;

	for (; *s != '\0'; s += len) {
		strokes = find_glyph(s, &w, &len);
		step = (w + 6) / 16.0 * em;
		at += step / 2;
		angle = radius > 0 ? at / radius : 0;
		if (radius > 0)
			draw_glyph(strokes, w, radius * sin(angle), -radius * cos(angle), em,
			    angle);
		else
			draw_glyph(strokes, w, at, y, em, 0);
		at += step / 2;
	}
}

static int
draw(const char *text)
{
	const double radius = 15.4, most = 2 * PI * radius * 0.64;
	const char *purpose = "校准电子证书专用章";
	double width = text_width(text), em = 3.9;

	if (width < 0)
		return -1;
	if (width * em > most)
		em = most / width;
	draw_ring(19.2, 1.2);
	draw_star(0, -1.2, 5.6);
	draw_text(text, radius, 0, em);
	draw_text(purpose, 0, 9.2, 2.5);
	return 0;
}

static void
put32(uint8_t *p, uint32_t v)
{
	p[0] = (uint8_t)(v >> 24);
	p[1] = (uint8_t)(v >> 16);
	p[2] = (uint8_t)(v >> 8);
	p[3] = (uint8_t)v;
}

static int
write_chunk(FILE *f, const char *type, const uint8_t *p, size_t n)
{
	uint8_t head[8], tail[4];
	uLong crc;

	put32(head, (uint32_t)n);
	memcpy(head + 4, type, 4);
	crc = crc32(crc32(0, NULL, 0), head + 4, 4);
	if (n > 0)
		crc = crc32(crc, p, (uInt)n);
	put32(tail, (uint32_t)crc);
	return fwrite(head, 8, 1, f) == 1 && (n == 0 || fwrite(p, n, 1, f) == 1) &&
	    fwrite(tail, 4, 1, f) == 1;
}

static int
write_png(FILE *f)
{
	static uint8_t rows[SIDE * (1 + 4 * SIDE)], packed[sizeof(rows) + 65536];
	uint8_t ihdr[13] = { 0 }, phys[9];
	uLongf n = sizeof(packed);
	uint8_t *p = rows;
	int x, y;

	for (y = 0; y < SIDE; y++)
		for (*p++ = 0, x = 0; x < SIDE; x++, p += 4) {
			memcpy(p, red, 3);
			p[3] = cover[y][x];
		}
	put32(ihdr, SIDE);
	put32(ihdr + 4, SIDE);
	ihdr[8] = 8;            /* bits per sample */
	ihdr[9] = 6;            /* red, green, blue, alpha */
	put32(phys, PX_PER_M);
	put32(phys + 4, PX_PER_M);
	phys[8] = 1;            /* per metre */
	return compress2(packed, &n, rows, sizeof(rows), 9) == Z_OK &&
	    fwrite("\x89PNG\r\n\x1a\n", 8, 1, f) == 1 &&
	    write_chunk(f, "IHDR", ihdr, sizeof(ihdr)) &&
	    write_chunk(f, "pHYs", phys, sizeof(phys)) &&
	    write_chunk(f, "IDAT", packed, n) && write_chunk(f, "IEND", NULL, 0);
}

int
main(int argc, char **argv)
{
	FILE *f;
	int ok;

	if (argc < 3 || argc > 4 || strcmp(argv[1], "-o") != 0) {
		fputs("usage: draw-seal -o OUT.png [TEXT]\n", stderr);
		return 2;
	}
	if (draw(argc == 4 ? argv[3] : "TEST LABORATORY") != 0) {
		fputs("draw-seal: TEXT may have A-Z 0-9 - . / blank 校准电子证书专用章\n", stderr);
		return 2;
	}
	if ((f = fopen(argv[2], "wb")) == NULL) {
		perror(argv[2]);
		return 2;
	}
	ok = write_png(f);
	if (fclose(f) != 0 || !ok) {
		perror(argv[2]);
		remove(argv[2]);
		return 2;
	}
	return 0;
}
