/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "id/id_priv.h"

/* The words of 4.5.5, figure 1; word: the seal classes of 4.2.2. */
static const struct { ecert_type type; const char *zh, *en, *word; } rows[] = {
	{ ECERT_TYPE_VERIFICATION, "检定证书", "verification certificate", "检定" },
	{ ECERT_TYPE_VERIFICATION_NOTICE, "检定结果通知书", "verification result notice", "检定" },
	{ ECERT_TYPE_ARBITRATION, "仲裁检定证书", "arbitration verification certificate", "检定" },
	{ ECERT_TYPE_PATTERN_EVALUATION, "型式评价报告", "pattern evaluation report", "检测" },
	{ ECERT_TYPE_PREPACKAGE, "商品量及商品包装检验报告",
	    "commodity quantity and packaging inspection report", "检验" },
	{ ECERT_TYPE_ENERGY_LABEL, "能源效率标识检验报告", "energy efficiency label inspection report", "检验" },
	{ ECERT_TYPE_CALIBRATION, "校准证书", "calibration certificate", "校准" },
	{ ECERT_TYPE_OTHER, "其他", "other", "其他" },
	{ 0, NULL, NULL, NULL }, { 9, NULL, NULL, NULL }, { -1, NULL, NULL, NULL },
	{ INT32_MAX, NULL, NULL, NULL },
};

int
main(void)
{
	size_t i;

	for (i = 0; i < ECI_COUNT(rows); i++) {
		unit_case("type %ld", (long)rows[i].type);
		CHECK_STR(ecert_type_name(rows[i].type, "zh"), rows[i].zh);
		CHECK_STR(ecert_type_name(rows[i].type, "en"), rows[i].en);
		CHECK_STR(eci_id_type_word(rows[i].type), rows[i].word);
	}
	unit_case("another language is English");
	CHECK_STR(ecert_type_name(8, "fr"), "other");
	CHECK_STR(ecert_type_name(8, NULL), "other");
	return unit_end();
}
