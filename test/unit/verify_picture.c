/* SPDX-License-Identifier: Apache-2.0 */
/* Which pictures of seals a report keeps. */
#include <stdlib.h>
#include <string.h>

#include "unit.h"
#include "verify/verify_priv.h"

static ecert_ctx *ctx;
static struct eci_vrun run;

/* A PNG header of that many pixels; the rest does not matter here. */
static struct eci_bytes
png(uint8_t buf[64], uint32_t w, uint32_t h)
{
	static const uint8_t head[] = "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR";
	size_t i;

	memset(buf, 0, 64);
	memcpy(buf, head, 16);
	for (i = 0; i < 4; i++) {
		buf[16 + i] = (uint8_t)(w >> (24 - 8 * i));
		buf[20 + i] = (uint8_t)(h >> (24 - 8 * i));
	}
	return (struct eci_bytes){ buf, 64 };
}

static enum eci_report_picture
keep(struct eci_bytes b, size_t sig)
{
	struct eci_ses_seal seal = { .picture = b, .width = 40, .height = 30 };

	CHECK_OK(ctx, eci_verify_picture(&run, &seal, &run.rep->sigs[sig].seal));
	return run.rep->sigs[sig].seal.shown;
}

static void
begin(void)
{
	ecert_report_free(run.rep);
	CHECK_OK(ctx, eci_report_new(ctx, false, &run.rep));
	run.rep->sigs = calloc(4, sizeof(*run.rep->sigs));
	run.rep->n_sigs = 4;
}

static void
test_kinds(void)
{
	static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg'/>";
	uint8_t buf[64];

	unit_case("unasked for, facts alone are kept");
	begin();
	CHECK_INT(keep(png(buf, 10, 10), 0), ECI_PICTURE_UNASKED);
	CHECK_STR(run.rep->sigs[0].seal.format, "png");
	CHECK_INT(run.rep->sigs[0].seal.picture_len, 64);
	CHECK_INT(run.rep->sigs[0].seal.width, 40);
	CHECK_INT(run.rep->sigs[0].seal.picture.len, 0);

	run.pol.pictures = true;
	unit_case("kept");
	begin();
	CHECK_INT(keep(png(buf, 10, 10), 0), ECI_PICTURE_KEPT);
	CHECK_MEM(run.rep->sigs[0].seal.picture.ptr, run.rep->sigs[0].seal.picture.len, buf, 64);
	unit_case("once");
	CHECK_INT(keep(png(buf, 10, 10), 2), ECI_PICTURE_SAME);
	CHECK_INT(run.rep->sigs[2].seal.same_as, 1);
	CHECK_INT(run.rep->sigs[2].seal.picture.len, 0);
	unit_case("too many pixels");
	CHECK_INT(keep(png(buf, 65000, 65000), 1), ECI_PICTURE_LARGE);
	unit_case("SVG and what is unknown");
	CHECK_INT(keep((struct eci_bytes){ (const uint8_t *)svg, sizeof(svg) - 1 }, 1),
	    ECI_PICTURE_FORMAT);
	CHECK_INT(keep((struct eci_bytes){ (const uint8_t *)"x", 1 }, 1), ECI_PICTURE_FORMAT);
	CHECK_INT(keep((struct eci_bytes){ NULL, 0 }, 1), ECI_PICTURE_FORMAT);
	unit_case("damaged");
	CHECK_INT(keep((struct eci_bytes){ png(buf, 1, 1).ptr, 12 }, 1), ECI_PICTURE_DAMAGED);
	CHECK_STR(ecert_errmsg(ctx), "");
}

static void
test_bytes(void)
{
	size_t n = 3 * 1024 * 1024;
	uint8_t *p = calloc(1, n + 64);

	unit_case("all pictures together are bounded");
	begin();
	png(p, 10, 10);
	CHECK_INT(keep((struct eci_bytes){ p, n }, 0), ECI_PICTURE_KEPT);
	p[40] = 1;
	CHECK_INT(keep((struct eci_bytes){ p, n }, 1), ECI_PICTURE_LARGE);
	CHECK_INT(keep((struct eci_bytes){ p, 1000 }, 2), ECI_PICTURE_KEPT);
	CHECK_INT(run.rep->picture_bytes, n + 1000);
	free(p);
}

int
main(void)
{
	ctx = unit_ctx();
	run.ctx = ctx;
	test_kinds();
	test_bytes();
	ecert_report_free(run.rep);
	return unit_end();
}
