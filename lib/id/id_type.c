/* SPDX-License-Identifier: Apache-2.0 */
/* id_type.c - names of the eight certificate types. */
#include "id/id_priv.h"

#include <string.h>

/* zh: the words of 4.5.5.  word: the class in a file name; 4.2.2 and 4.4.3 know
 * four classes and do not say which type belongs to which. */
static const struct { const char *zh, *en, *word; } types[] = {
	{ "检定证书", "verification certificate", "检定" },
	{ "检定结果通知书", "verification result notice", "检定" },
	{ "仲裁检定证书", "arbitration verification certificate", "检定" },
	{ "型式评价报告", "pattern evaluation report", "检测" },
	{ "商品量及商品包装检验报告", "commodity quantity and packaging inspection report", "检验" },
	{ "能源效率标识检验报告", "energy efficiency label inspection report", "检验" },
	{ "校准证书", "calibration certificate", "校准" },
	{ "其他", "other", "其他" },
};

const char *
ecert_type_name(ecert_type type, const char *lang)
{
	if (type < ECERT_TYPE_VERIFICATION || type > ECERT_TYPE_OTHER)
		return NULL;
	return lang != NULL && strcmp(lang, "zh") == 0 ? types[type - 1].zh : types[type - 1].en;
}

const char *
eci_id_type_word(ecert_type type)
{
	if (type < ECERT_TYPE_VERIFICATION || type > ECERT_TYPE_OTHER)
		return NULL;
	return types[type - 1].word;
}
