/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <sys/timex.h>
#include <time.h>

static int64_t
noon(void *arg)
{
	(void)arg;
	return 1780315200;
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();
	struct timex t = { .modes = 0 };
	int64_t error = -1;
	uint64_t ticks;
	enum eci_synced got = eci_clock_synced(&error), want;
	int state = adjtimex(&t);

	unit_case("what the kernel says of its clock");
	want = state < 0 ? ECI_SYNCED_UNKNOWN : state == TIME_ERROR || (t.status & STA_UNSYNC) != 0 ?
	    ECI_SYNCED_NO : ECI_SYNCED_YES;
	CHECK_INT(got, want);
	unit_case("an error is told of a clock that follows another one, alone");
	CHECK(got == ECI_SYNCED_YES ? error >= 0 : error == 0);
	unit_case("ticks go on");
	ticks = eci_ticks_ms();
	nanosleep(&(struct timespec){ 0, 30000000L }, NULL);
	CHECK(eci_ticks_ms() >= ticks + 29 && eci_ticks_ms() < ticks + 60000);
	unit_case("whose clock it is");
	CHECK(eci_now_is_system(ctx));
	ecert_ctx_set_clock(ctx, noon, NULL);
	CHECK(!eci_now_is_system(ctx));
	ecert_ctx_set_clock(ctx, NULL, NULL);
	CHECK(eci_now_is_system(ctx));
	return unit_end();
}
