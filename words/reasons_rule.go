package words

// RuleReasons are about rules, standing consents and freezes.
type RuleReasons struct{}

var enRuleReasons = RuleReasons{}

var deRuleReasons = RuleReasons{}
