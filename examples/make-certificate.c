/* SPDX-License-Identifier: Apache-2.0 */
/*
 * make-certificate.c - writes a calibration certificate of three pages with the
 * page functions of the library: cover, conditions and standards, results.  The
 * identifier becomes a custom index and a QR code on the first page (4.3.4, 4.5;
 * to the letter 4.3.4 demands another code, Grid Matrix); every page has the
 * sentence of 4.3.6.  What it says is an example.
 *
 * usage: make-certificate [--no-tag] [--no-code] -o OUT.ofd IDENTIFIER
 */
#include <stdio.h>
#include <string.h>

#include <ecert.h>

#define PAGES    3
#define SONG     "宋体"
#define HEI      "黑体"
#define LEFT     22.0
#define RIGHT    188.0
#define BODY     3.7       /* mm: 10.5 points */
#define BLACK    0x000000u
#define GREY     0x555555u

/* One page being drawn; the first error sticks and the rest is left out. */
struct sheet {
	ecert_ctx *ctx;
	ecert_doc *doc;
	size_t     page;
	int        code;       /* the first page has one */
	ecert_err  err;
};

static void
text(struct sheet *s, double x, double y, double size, const char *font, uint32_t colour,
    const char *t)
{
	if (s->err == ECERT_OK && *t != '\0')
		s->err = ecert_page_add_text(s->ctx, s->doc, s->page, x, y, size, font,
		    colour, t);
}

/* As the library spaces it: ASCII half an em, everything else a whole one. */
static double
width(const char *t, double size)
{
	double n = 0;

	for (; *t != '\0'; t++)
		if ((*t & 0xC0) != 0x80)
			n += (unsigned char)*t < 0x80 ? 0.5 : 1;
	return n * size;
}

static void
centred(struct sheet *s, double x0, double x1, double y, double size, const char *font,
    uint32_t colour, const char *t)
{
	text(s, (x0 + x1 - width(t, size)) / 2, y, size, font, colour, t);
}

static void
body(struct sheet *s, double x, double y, const char *t)
{
	text(s, x, y, BODY, SONG, BLACK, t);
}

/* data is relative to the page's corner, so that the lines need no arithmetic. */
static void
lines(struct sheet *s, const char *data, double line)
{
	if (s->err == ECERT_OK)
		s->err = ecert_page_add_path(s->ctx, s->doc, s->page, 0, 0, 210, 297, data,
		    ECERT_PATH_STROKE, line, BLACK);
}

static void
rule(struct sheet *s, double x0, double x1, double y, double line)
{
	char data[96];

	snprintf(data, sizeof(data), "M %d %d L %d %d", (int)x0, (int)y, (int)x1, (int)y);
	lines(s, data, line);
}

static void
new_page(struct sheet *s, const char *number)
{
	char t[128];

	if (s->err == ECERT_OK)
		s->err = ecert_page_add(s->ctx, s->doc, 210, 297, &s->page);
	if (s->page > 1) {
		text(s, LEFT, 20, 3.2, SONG, GREY, "示例计量测试实验室");
		snprintf(t, sizeof(t), "证书编号：%.60s", number);
		text(s, RIGHT - width(t, 3.2), 20, 3.2, SONG, GREY, t);
		rule(s, LEFT, RIGHT, 23, 0.25);
	}
	rule(s, LEFT, RIGHT, 276, 0.25);
	text(s, LEFT, 282, 3.2, SONG, GREY, "本证书为电子证书，请到发证机构官网验证");
	snprintf(t, sizeof(t), "第 %zu 页 共 %d 页", s->page, PAGES);
	text(s, RIGHT - width(t, 3.2), 282, 3.2, SONG, GREY, t);
}

static void
cover(struct sheet *s, const ecert_id *id)
{
	static const char *const rows[][3] = {
		{ "客户名称", "Customer", "示例仪表应用有限公司" },
		{ "客户地址", "Address", "示例市示例路 100 号" },
		{ "仪器名称", "Instrument", "数字压力计" },
		{ "型号规格", "Model", "DPG-100   (0～10) MPa   0.05 级" },
		{ "出厂编号", "Serial number", "DPG2026-0817" },
		{ "制造单位", "Manufacturer", "示例仪器制造有限公司" },
		{ "接收日期", "Received", "2026-03-02" },
		{ "校准日期", "Calibrated", "2026-03-05" },
		{ "发布日期", "Issued", "2026-03-06" },
	};
	size_t i;
	double y = 118;

	new_page(s, ecert_id_serial(id));
	text(s, LEFT, 24, 4.6, HEI, BLACK, "示例计量测试实验室");
	text(s, LEFT, 30, 3.2, SONG, GREY, "Example Metrology Laboratory");
	/* Codes use the form with points, which every scanner can type. */
	if (s->err == ECERT_OK && s->code)
		s->err = ecert_page_add_qr(s->ctx, s->doc, s->page, RIGHT - 25, 15, 25,
		    ecert_id_ascii(id) != NULL ? ecert_id_ascii(id) : ecert_id_text(id));
	centred(s, 0, 210, 66, 12, HEI, BLACK, "校 准 证 书");
	centred(s, 0, 210, 77, 3.8, SONG, BLACK,
	    "C A L I B R A T I O N   C E R T I F I C A T E");
	body(s, LEFT + 30, 93, "证书编号：");
	text(s, LEFT + 50, 93, BODY, HEI, BLACK, ecert_id_serial(id));
	body(s, LEFT + 30, 100, "授权标识：");
	body(s, LEFT + 50, 100, ecert_id_authority(id));
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++, y += 11) {
		body(s, LEFT + 10, y, rows[i][0]);
		text(s, LEFT + 10, y + 4, 2.6, SONG, GREY, rows[i][1]);
		text(s, LEFT + 44, y, 4.2, SONG, BLACK, rows[i][2]);
		rule(s, LEFT + 42, RIGHT - 10, y + 2, 0.2);
	}
	body(s, LEFT + 86, 234, "批准：（电子签章）");
	body(s, LEFT + 86, 244, "（校准电子证书专用章）");
	text(s, LEFT, 262, 3, SONG, GREY, "未经本实验室书面批准，不得部分复制本证书。");
	text(s, LEFT, 268, 3, SONG, GREY, "本证书的校准结果仅对所校准的仪器有效。");
}

/* Columns' borders from x[0] to x[n], rows of one height. */
struct table {
	const double *x;
	int           n, rows;
	double        y, height;
};

static void
grid(struct sheet *s, const struct table *t)
{
	char data[2048];
	size_t at = 0;
	int i, bottom = (int)(t->y + t->rows * t->height);

	for (i = 0; i <= t->rows && at < sizeof(data) - 64; i++)
		at += (size_t)snprintf(data + at, sizeof(data) - at, "%sM %d %d L %d %d",
		    at > 0 ? " " : "", (int)t->x[0], (int)(t->y + i * t->height),
		    (int)t->x[t->n], (int)(t->y + i * t->height));
	for (i = 0; i <= t->n && at < sizeof(data) - 64; i++)
		at += (size_t)snprintf(data + at, sizeof(data) - at, " M %d %d L %d %d",
		    (int)t->x[i], (int)t->y, (int)t->x[i], bottom);
	lines(s, data, 0.25);
}

static void
cell(struct sheet *s, const struct table *t, int row, int col, const char *font,
    const char *value)
{
	centred(s, t->x[col], t->x[col + 1], t->y + row * t->height + t->height / 2 + 1.3,
	    3.4, font, BLACK, value);
}

static void
conditions(struct sheet *s, const ecert_id *id)
{
	static const char *const heads[] = { "名称", "测量范围", "准确度", "证书编号", "有效期至" };
	static const char *const rows[2][5] = {
		{ "活塞式压力计", "(0.1～10) MPa", "0.01 级", "EX2025-P-0112", "2026-11-20" },
		{ "温湿度计", "(0～50) ℃", "±0.5 ℃", "EX2025-T-0871", "2026-09-14" },
	};
	static const double x[] = { LEFT, 56, 92, 118, 156, RIGHT };
	const struct table t = { x, 5, 3, 104, 10 };
	int i, j;

	new_page(s, ecert_id_serial(id));
	text(s, LEFT, 36, 4.2, HEI, BLACK, "一、实验室与校准依据");
	body(s, LEFT + 4, 46, "校准地点：示例计量测试实验室 压力室");
	body(s, LEFT + 4, 54, "校准依据：JJG 875-2019《数字压力计检定规程》");
	body(s, LEFT + 4, 62, "溯源性：测量结果可溯源至国际单位制（SI）单位。");
	text(s, LEFT, 76, 4.2, HEI, BLACK, "二、环境条件");
	body(s, LEFT + 4, 84, "温度：20.3 ℃    相对湿度：46 %    大气压：101.2 kPa");
	text(s, LEFT, 98, 4.2, HEI, BLACK, "三、校准所用主要计量标准器具");
	grid(s, &t);
	for (i = 0; i < 5; i++)
		cell(s, &t, 0, i, HEI, heads[i]);
	for (j = 0; j < 2; j++)
		for (i = 0; i < 5; i++)
			cell(s, &t, j + 1, i, SONG, rows[j][i]);
	text(s, LEFT, 150, 4.2, HEI, BLACK, "四、说明");
	body(s, LEFT + 4, 159, "1. 校准前仪器预热 30 min，零位已调整。");
	body(s, LEFT + 4, 167, "2. 压力由下往上、再由上往下各测量一个循环，表中为平均值。");
	body(s, LEFT + 4, 175, "3. 建议校准间隔由使用方根据使用情况自行确定。");
}

static void
results(struct sheet *s, const ecert_id *id)
{
	static const char *const heads[] = { "标准值/MPa", "示值/MPa", "误差/MPa",
	    "回程误差/MPa", "U/MPa (k=2)" };
	static const char *const rows[8][5] = {
		{ "0.0000", "0.0000", "0.0000", "0.0000", "0.0012" },
		{ "1.0000", "1.0004", "+0.0004", "0.0002", "0.0012" },
		{ "2.0000", "2.0007", "+0.0007", "0.0003", "0.0012" },
		{ "4.0000", "4.0011", "+0.0011", "0.0004", "0.0013" },
		{ "5.0000", "5.0012", "+0.0012", "0.0004", "0.0013" },
		{ "6.0000", "6.0010", "+0.0010", "0.0004", "0.0014" },
		{ "8.0000", "8.0006", "+0.0006", "0.0003", "0.0016" },
		{ "10.0000", "9.9997", "-0.0003", "0.0000", "0.0018" },
	};
	static const double x[] = { LEFT, 54, 86, 118, 153, RIGHT };
	const struct table t = { x, 5, 9, 46, 9 };
	int i, j;

	new_page(s, ecert_id_serial(id));
	text(s, LEFT, 36, 4.2, HEI, BLACK, "五、校准结果");
	grid(s, &t);
	for (i = 0; i < 5; i++)
		cell(s, &t, 0, i, HEI, heads[i]);
	for (j = 0; j < 8; j++)
		for (i = 0; i < 5; i++)
			cell(s, &t, j + 1, i, SONG, rows[j][i]);
	text(s, LEFT, 144, 4.2, HEI, BLACK, "六、测量不确定度");
	body(s, LEFT + 4, 153, "扩展不确定度 U 由合成标准不确定度乘以包含因子 k=2 得到，");
	body(s, LEFT + 4, 161, "包含概率约为 95 %，按 JJF 1059.1-2012 评定。");
	centred(s, 0, 210, 186, BODY, SONG, BLACK, "—— 以下空白 ——");
	body(s, LEFT + 4, 206, "校准：（签名）");
	body(s, LEFT + 70, 206, "核验：（签名）");
}

static ecert_err
make(ecert_ctx *ctx, const char *path, const ecert_id *id, int tag, int code)
{
	struct sheet s = { ctx, NULL, 0, code, ECERT_OK };

	s.err = ecert_doc_new(ctx, &s.doc);
	cover(&s, id);
	conditions(&s, id);
	results(&s, id);
	if (s.err == ECERT_OK)
		s.err = ecert_doc_set_meta(ctx, s.doc, "Title", "校准证书");
	if (s.err == ECERT_OK && tag)
		s.err = ecert_doc_set_id(ctx, s.doc, id, 0);
	if (s.err == ECERT_OK)
		s.err = ecert_doc_save(ctx, s.doc, path);
	ecert_doc_free(s.doc);
	return s.err;
}

int
main(int argc, char **argv)
{
	int tag = 1, code = 1;
	ecert_ctx *ctx = ecert_ctx_new();
	ecert_id *id = NULL;
	ecert_err e;

	for (; argc > 1 && strncmp(argv[1], "--no-", 5) == 0; argc--, argv++) {
		tag = tag && strcmp(argv[1], "--no-tag") != 0;
		code = code && strcmp(argv[1], "--no-code") != 0;
	}
	if (ctx == NULL || argc != 4 || strcmp(argv[1], "-o") != 0) {
		fputs("usage: make-certificate [--no-tag] [--no-code] -o OUT.ofd IDENTIFIER\n", stderr);
		ecert_ctx_free(ctx);
		return 2;
	}
	e = ecert_id_parse(ctx, NULL, argv[3], strlen(argv[3]), &id);
	if (e == ECERT_OK)
		e = make(ctx, argv[2], id, tag, code);
	if (e != ECERT_OK)
		fprintf(stderr, "make-certificate: %s: %s\n", argv[2], ecert_errmsg(ctx));
	ecert_id_free(id);
	ecert_ctx_free(ctx);
	return e == ECERT_OK ? 0 : e == ECERT_E_ID ? 1 : 2;
}
