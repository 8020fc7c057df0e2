package lookalike

import "testing"

func TestSkeleton(t *testing.T) {
	for _, alike := range [][]string{
		{"anna", "ANNA", "аnna", "аnnа", "ａｎｎａ", "anna\u3164", "anna\u2800", "anna\ufe0f", "an\u034fna", "\u115fanna", "anna\u17b4", "anna\u180b", "anna\u200b", "\u202eanna", " anna "},
		{"Acme", "acme", "АСМЕ", "ACME", "Acrne", "аcme"},
		{"Globex", "G1obex", "GIobex", "Gl0bex", "G|obex"},
		{"Blue Sky", "Blue  Sky", "Blue\u00a0Sky", "blue \u2003 sky"},
		{"operator", "Operator", "оperator", "operat0r", "ореrаtоr"},
		{"Ωmega", "Ωmega"},
		{"Jiri", "Ji\u0307ri", "J\u0131\u0307ri", "j\u0307iri", "J\u0456\u0307ri", "Ji\u200b\u0307ri", "\u0237\u0307iri"},
		{"Zoé", "Zoe\u0301\u0301", "Zoé\u0301", "ZOÉ\u0301"},
	} {
		for _, name := range alike[1:] {
			if got, want := Skeleton(name), Skeleton(alike[0]); got != want {
				t.Errorf("%q looks like %q, not like %q as %q does", name, got, want, alike[0])
			}
		}
	}
	names := []string{"anna", "hanna", "anná", "Anna Lee", "annalee", "Acme", "Acne", "Zoë", "Zoe", "Zoė", "Zoė́", "Ji\u0301ri", "Jiri", "Łódź", "Lodz", "東京", "京東", "Мария", "Марина"}
	of := map[string]string{}
	for _, name := range names {
		s := Skeleton(name)
		if other, ok := of[s]; ok {
			t.Errorf("%q and %q look alike", name, other)
		}
		of[s] = name
	}
	if s := Skeleton("\u3164\u2800 \u200b"); s != "" {
		t.Errorf("nothing looks like %q", s)
	}
}

func TestMixed(t *testing.T) {
	for name, want := range map[string]bool{
		"Acme": false, "Acme 24/7 (UK)": false, "Zoë Łoś": false, "Газпром-2": false, "Ελλάς & Co.": true, "Ελλάς": false,
		"аnna": true, "Acme Газпром": true, "αcme": true, "東京トヨタ じどうしゃ Motors": false, "ソニー Sony": false, "삼성 Samsung 三星": false,
		"ㄅㄆ 臺北 Taipei": false, "ㄅ ひ": true, "삼 ひ": true, "東京 Москва": true, "שלום": false, "שלום Acme": true, "中文": false, "١٢٣": false,
		"नमस्ते": false, "नमस्ते ABC": true, "e\u0301te\u0301": false,
	} {
		if got := Mixed(name); got != want {
			t.Errorf("%q is mixed: got %v, want %v", name, got, want)
		}
	}
}
