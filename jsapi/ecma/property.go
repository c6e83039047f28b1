package ecma

import (
	"errors"
	"strings"
	"unicode"
)

// categories are the long names of general categories.
var categories = map[string]string{
	"Cased_Letter": "LC", "Close_Punctuation": "Pe", "Connector_Punctuation": "Pc", "Control": "Cc", "cntrl": "Cc",
	"Currency_Symbol": "Sc", "Dash_Punctuation": "Pd", "Decimal_Number": "Nd", "digit": "Nd", "Enclosing_Mark": "Me",
	"Final_Punctuation": "Pf", "Format": "Cf", "Initial_Punctuation": "Pi", "Letter": "L", "Letter_Number": "Nl",
	"Line_Separator": "Zl", "Lowercase_Letter": "Ll", "Mark": "M", "Combining_Mark": "M", "Math_Symbol": "Sm",
	"Modifier_Letter": "Lm", "Modifier_Symbol": "Sk", "Nonspacing_Mark": "Mn", "Number": "N", "Open_Punctuation": "Ps",
	"Other": "C", "Other_Letter": "Lo", "Other_Number": "No", "Other_Punctuation": "Po", "Other_Symbol": "So",
	"Paragraph_Separator": "Zp", "Private_Use": "Co", "Punctuation": "P", "punct": "P", "Separator": "Z",
	"Space_Separator": "Zs", "Spacing_Mark": "Mc", "Surrogate": "Cs", "Symbol": "S", "Titlecase_Letter": "Lt",
	"Unassigned": "Cn", "Uppercase_Letter": "Lu",
}

// scripts are the short names of scripts.
var scripts = func() map[string]string {
	short := map[string]string{}
	list := strings.Fields("Adlm Adlam Aghb Caucasian_Albanian Armi Imperial_Aramaic Arab Arabic Armn Armenian Avst Avestan Bali Balinese " +
		"Bamu Bamum Bass Bassa_Vah Batk Batak Beng Bengali Bhks Bhaiksuki Bopo Bopomofo Brah Brahmi Brai Braille " +
		"Bugi Buginese Buhd Buhid Cakm Chakma Cans Canadian_Aboriginal Cari Carian Cher Cherokee Chrs Chorasmian " +
		"Copt Coptic Qaac Coptic Cpmn Cypro_Minoan Cprt Cypriot Cyrl Cyrillic Deva Devanagari Diak Dives_Akuru " +
		"Dogr Dogra Dsrt Deseret Dupl Duployan Egyp Egyptian_Hieroglyphs Elba Elbasan Elym Elymaic Ethi Ethiopic " +
		"Geor Georgian Glag Glagolitic Gong Gunjala_Gondi Gonm Masaram_Gondi Goth Gothic Gran Grantha Grek Greek " +
		"Gujr Gujarati Guru Gurmukhi Hang Hangul Hani Han Hano Hanunoo Hatr Hatran Hebr Hebrew Hira Hiragana " +
		"Hluw Anatolian_Hieroglyphs Hmng Pahawh_Hmong Hmnp Nyiakeng_Puachue_Hmong Hung Old_Hungarian Ital Old_Italic " +
		"Java Javanese Kali Kayah_Li Kana Katakana Khar Kharoshthi Khmr Khmer Khoj Khojki Kits Khitan_Small_Script " +
		"Knda Kannada Kthi Kaithi Lana Tai_Tham Laoo Lao Latn Latin Lepc Lepcha Limb Limbu Lina Linear_A Linb Linear_B " +
		"Lyci Lycian Lydi Lydian Mahj Mahajani Maka Makasar Mand Mandaic Mani Manichaean Marc Marchen Medf Medefaidrin " +
		"Mend Mende_Kikakui Merc Meroitic_Cursive Mero Meroitic_Hieroglyphs Mlym Malayalam Mong Mongolian Mroo Mro " +
		"Mtei Meetei_Mayek Mult Multani Mymr Myanmar Nagm Nag_Mundari Nand Nandinagari Narb Old_North_Arabian " +
		"Nbat Nabataean Nkoo Nko Nshu Nushu Ogam Ogham Olck Ol_Chiki Orkh Old_Turkic Orya Oriya Osge Osage Osma Osmanya " +
		"Ougr Old_Uyghur Palm Palmyrene Pauc Pau_Cin_Hau Perm Old_Permic Phag Phags_Pa Phli Inscriptional_Pahlavi " +
		"Phlp Psalter_Pahlavi Phnx Phoenician Plrd Miao Prti Inscriptional_Parthian Rjng Rejang Rohg Hanifi_Rohingya " +
		"Runr Runic Samr Samaritan Sarb Old_South_Arabian Saur Saurashtra Sgnw SignWriting Shaw Shavian Shrd Sharada " +
		"Sidd Siddham Sind Khudawadi Sinh Sinhala Sogd Sogdian Sogo Old_Sogdian Sora Sora_Sompeng Soyo Soyombo " +
		"Sund Sundanese Sylo Syloti_Nagri Syrc Syriac Tagb Tagbanwa Takr Takri Tale Tai_Le Talu New_Tai_Lue Taml Tamil " +
		"Tang Tangut Tavt Tai_Viet Telu Telugu Tfng Tifinagh Tglg Tagalog Thaa Thaana Tibt Tibetan Tirh Tirhuta " +
		"Tnsa Tangsa Ugar Ugaritic Vaii Vai Vith Vithkuqi Wara Warang_Citi Wcho Wancho Xpeo Old_Persian Xsux Cuneiform " +
		"Yezi Yezidi Yiii Yi Zanb Zanabazar_Square Zinh Inherited Qaai Inherited Zyyy Common")
	for i := 0; i < len(list); i += 2 {
		short[list[i]] = list[i+1]
	}
	return short
}()

// aliases are the short names of binary properties.
var aliases = map[string]string{
	"Alpha": "Alphabetic", "Lower": "Lowercase", "Upper": "Uppercase", "space": "White_Space", "AHex": "ASCII_Hex_Digit",
	"Hex": "Hex_Digit", "IDS": "ID_Start", "IDC": "ID_Continue", "XIDS": "XID_Start", "XIDC": "XID_Continue",
	"EPres": "Emoji_Presentation", "EMod": "Emoji_Modifier", "EBase": "Emoji_Modifier_Base", "EComp": "Emoji_Component",
	"ExtPict": "Extended_Pictographic", "DI": "Default_Ignorable_Code_Point", "Bidi_M": "Bidi_Mirrored",
	"Ideo": "Ideographic", "UIdeo": "Unified_Ideograph", "QMark": "Quotation_Mark", "Term": "Terminal_Punctuation",
	"STerm": "Sentence_Terminal", "Dia": "Diacritic", "Ext": "Extender", "Pat_Syn": "Pattern_Syntax",
	"Pat_WS": "Pattern_White_Space", "RI": "Regional_Indicator", "VS": "Variation_Selector", "Join_C": "Join_Control",
	"CI": "Case_Ignorable", "CWCF": "Changes_When_Casefolded", "CWCM": "Changes_When_Casemapped", "CWL": "Changes_When_Lowercased",
	"CWT": "Changes_When_Titlecased", "CWU": "Changes_When_Uppercased", "Gr_Base": "Grapheme_Base", "Gr_Ext": "Grapheme_Extend",
	"Bidi_C": "Bidi_Control", "NChar": "Noncharacter_Code_Point", "SD": "Soft_Dotted", "Dep": "Deprecated",
}

// unknown are properties that the language has and dodev lacks.
var unknown = names("Changes_When_NFKC_Casefolded CWKCF Basic_Emoji Emoji_Keycap_Sequence RGI_Modifier_Sequence " +
	"RGI_Flag_Sequence RGI_Emoji_Modifier_Sequence RGI_Emoji_Flag_Sequence RGI_Emoji_Tag_Sequence RGI_Emoji_ZWJ_Sequence RGI_Emoji")

// property answers the characters of \p{name}.
func property(name string) (charset, error) {
	key, value, pair := strings.Cut(name, "=")
	if pair {
		switch key {
		case "General_Category", "gc":
			if s, ok := category(value); ok {
				return s, nil
			}
		case "Script", "sc":
			if long, ok := scripts[value]; ok {
				value = long
			}
			if t, ok := unicode.Scripts[value]; ok {
				return fromTable(t), nil
			}
		case "Script_Extensions", "scx":
			return nil, errors.New(`dodev does not support \p{Script_Extensions=...} yet`)
		}
		return nil, errProperty
	}
	if s, ok := category(name); ok {
		return s, nil
	}
	if unknown[name] {
		return nil, errors.New(`dodev does not support \p{` + name + `} yet`)
	}
	if long, ok := aliases[name]; ok {
		name = long
	}
	if s, ok := binary(name); ok {
		return s, nil
	}
	return nil, errProperty
}

func category(name string) (charset, bool) {
	if short, ok := categories[name]; ok {
		name = short
	}
	switch name {
	case "LC":
		return fromTable(unicode.Ll, unicode.Lu, unicode.Lt), true
	case "Cn":
		return assigned().not(), true
	case "C":
		return fromTable(unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs).or(assigned().not()), true
	}
	t, ok := unicode.Categories[name]
	if !ok || len(name) > 2 {
		return nil, false
	}
	return fromTable(t), true
}

// assigned are the characters that Unicode has. The table of category C is no part of it: it has the unassigned too.
func assigned() charset {
	return fromTable(unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs)
}

func binary(name string) (charset, bool) {
	start := func() charset {
		return fromTable(unicode.L, unicode.Nl, unicode.Other_ID_Start).
			minus(fromTable(unicode.Pattern_Syntax, unicode.Pattern_White_Space))
	}
	proceed := func() charset {
		return start().or(fromTable(unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)).
			minus(fromTable(unicode.Pattern_Syntax, unicode.Pattern_White_Space))
	}
	switch name {
	case "Any":
		return newCharset(0, maxRune), true
	case "ASCII":
		return newCharset(0, 0x7F), true
	case "Assigned":
		return assigned(), true
	case "Alphabetic":
		return fromTable(unicode.L, unicode.Nl, unicode.Other_Alphabetic), true
	case "Lowercase":
		return fromTable(unicode.Ll, unicode.Other_Lowercase), true
	case "Uppercase":
		return fromTable(unicode.Lu, unicode.Other_Uppercase), true
	case "Cased":
		return fromTable(unicode.Ll, unicode.Lu, unicode.Lt, unicode.Other_Lowercase, unicode.Other_Uppercase), true
	case "Math":
		return fromTable(unicode.Sm, unicode.Other_Math), true
	case "ID_Start":
		return start(), true
	case "ID_Continue":
		return proceed(), true
	case "XID_Start": // less the characters whose normal forms would not be identifiers
		return start().minus(newCharset(0x37A, 0x37A, 0xE33, 0xE33, 0xEB3, 0xEB3, 0x309B, 0x309C, 0xFC5E, 0xFC63,
			0xFDFA, 0xFDFB, 0xFE70, 0xFE70, 0xFE72, 0xFE72, 0xFE74, 0xFE74, 0xFE76, 0xFE76, 0xFE78, 0xFE78,
			0xFE7A, 0xFE7A, 0xFE7C, 0xFE7C, 0xFE7E, 0xFE7E, 0xFF9E, 0xFF9F)), true
	case "XID_Continue":
		return proceed().minus(newCharset(0x37A, 0x37A, 0x309B, 0x309C, 0xFC5E, 0xFC63, 0xFDFA, 0xFDFB, 0xFE70, 0xFE70,
			0xFE72, 0xFE72, 0xFE74, 0xFE74, 0xFE76, 0xFE76, 0xFE78, 0xFE78, 0xFE7A, 0xFE7A, 0xFE7C, 0xFE7C, 0xFE7E, 0xFE7E)), true
	}
	if s, ok := derived(name); ok {
		return s, true
	}
	if pairs, ok := properties[name]; ok {
		return newCharset(pairs...), true
	}
	if strings.HasPrefix(name, "Other_") || strings.HasPrefix(name, "Prepended") || name == "STerm" || name == "Hyphen" {
		return nil, false
	}
	t, ok := unicode.Properties[name]
	if !ok {
		return nil, false
	}
	return fromTable(t), true
}
