"""English."""

from cxdesk.surveys.review.words import Words

WORDS = Words(
    joins=frozenset({"and", "or", "&", "plus"}),
    judged=(
        "speed", "fast", "quick", "prompt", "friendl", "polite", "courte", "helpful", "quality", "price",
        "cost", "clear", "clarity", "easy", "ease", "simpl", "reliab", "punctual", "profession", "knowledg",
        "expert", "competen", "accura", "useful", "delivery", "service", "product", "staff", "support",
        "communicat", "information", "cleanl", "clean", "safe", "comfort", "availab", "responsive", "design",
        "value", "rude", "slow", "expensive", "cheap", "invoice", "billing", "installation", "repair",
        "explanation", "advice", "patien", "attentive", "attitude", "honest", "understandable", "affordable", "complete", "thorough", "feature", "functional", "frequen", "effective", "vision", "strateg", "solve", "timel",
    ),
    pairs=(
        r"health and safety", r"products? (?:and|or) services?", r"goods (?:and|or) services", r"repair and maintenance",
        r"maintenance and repair", r"safe and sound", r"cost and benefit", r"prices? and conditions",
        r"quick and easy", r"fast and easy", r"service and support",
    ),
    second=r"(?:and (?:was|were|did|does|do|is|are|has|have|would|will) (?:you|we|it|they|he|she|the|our|your|this|that|there)|(?:and|or) (?:how|why|when|where|who))",
    leading=(
        r"(?:don't|do not|wouldn't|would not|shouldn't|isn't|aren't|didn't|doesn't|can't) (?:you|we|it|they) (?:not )?(?:agree|think|say|like|love|find|prefer|want|wonderful|great)",
        r"how (?:delighted|thrilled|excited|impressed|amazed|enthusiastic) (?:are|were) you", r"(?:given|considering|knowing) that (?:we|our)",
        r"(?:experts|studies|surveys) (?:agree|say|show|prove)", r"research (?:shows|proves)", r"(?<=, )(?:right|isn't it|aren't they|won't you|don't you|wouldn't you)(?= ?\?)",
        r"would you agree that", r"do you agree that", r"as you (?:may )?know", r"every(?:body|one) (?:knows|loves|likes|agrees)", r"(?:is|are|was|were)n't (?:our|this|it)",
        r"most (?:people|customers) (?:agree|think|say|believe|prefer|love|like|find)",
        r"how much (?:did|do) you (?:love|enjoy|like)", r"how much (?:better|easier|faster|nicer|more \w+) (?:is|was|are|were)",
        r"(?:our|this|these|such an?|the) (?:\w+ly )?(?:excellent|outstanding|wonderful|fantastic|amazing|superb|great|award-winning|world-class|terrible|awful|horrible|dreadful|disgraceful|ridiculous)",
    ),
    sure=r"surely|obviously|of course",
    negations=r"not|never|no|none|nobody|nothing|nowhere|neither|nor|cannot|\w+n't",
    negative=(
        "unsatisf", "dissatisf", "unclear", "impossib", "unlikely", "unhappy", "unhelpful", "unfriendl", "disagree",
        "unable", "unpleasant", "unimportant", "unacceptab", "unreasonab", "incomplete", "inaccura", "forbid", "prevent", "fail", "oppose",
    ),
    harmless=(
        r"not applicable", r"(?:do not|don't) know", r"not sure", r"not at all", r"whether or not", r"if not",
        r"or not", r"no more than", r"not only", r"do not (?:hesitate|worry)", r"don't worry", r"yes or no", r"yes/no", r"no\. ?\d+",
        r"(?:if|when|where) [^,.;?]*?(?:not|never|no|n't)(?!\w)[^,.;?]*", r"will not be [^.]*",
        r"no (?:need|obligation|problem)", r"(?:un|dis)satisfied (?:or|nor|/) (?:dis)?satisfied", r"satisfied (?:or|and|/|to) (?:dis|un)satisfied",
        r"likely or unlikely", r"agree or disagree", r"happy or unhappy", r"clear or unclear",
    ),
    without=r"without",
    aside=(
        r"(?:which|who|whom|because|so that|if|when|where|unless|until|although|though|while|since) [^,.;?!]*",
        r"as (?:you|we|they|i|it|he|she) [^,.;?!]*",
        r"(?<!agree )(?<!think )(?<!say )(?<!said )(?<!feel )(?<!felt )(?<!found )(?<!find )(?<!believe )(?<!true )that (?:is|are|was|were|has|have|had|do|does|did|would|could|can|you|we|they|i)(?:'\w+)? [^,.;?!]*",
        r"reasons? [^.?]*",
        r"(?:for|of|by) not",
        r"not to",
    ),
    open=r"(?:^|, )(?:why|what|which|who|whom|whose|where|when (?:did|was|were|is|are|do|does|will|have|has)|how (?:many|much|long|far|old))",
    counts=r"how (?:many|often|much time)|which|what (?:features|functions|tools|services|products)",
    that=r"that",
    jargon=(
        "nps", "csat", "ces", "cx", "kpis?", "slas?", "roi", "fte", "touch ?points?", "omni-?channel", "end-to-end",
        "value proposition", "stakeholders?", "customer journey", "synerg(?:y|ies)", "leverag(?:e|ed|ing)",
        "first[- ]contact resolution", "time to value", "churn", "b2b", "ux", "onboarding", "customer[- ]centric(?:ity)?", "frictionless", "(?:cross|multi)-?channel", "customer success", "qbrs?", "(?:purchase|buyer|user) journey", "self-?service portal", "escalation matrix", "best-in-class",
    ),
    overall=r"overall|all in all|in general|all things considered|taken (?:all )?together|as a whole",
    sensitive=(
        r"religio(?:n|us)(?: \w+)?", r"ethnic\w*", r"racial origin", r"your race", r"sexual orientation", r"trade[- ]union", r"union member\w*",
        r"political (?:party|views?|opinions?|beliefs?)", r"disabilit(?:y|ies)", r"your health", r"state of health", r"health condition",
        r"medical (?:condition|history|treatment)", r"diagnos(?:is|ed)", r"criminal record", r"pregnan(?:t|cy)",
    ),
    identifying=(
        r"your (?:full |first |last )?name", r"(?:your )?e-?mail address", r"your e-?mail", r"(?:tele)?phone number", r"date of birth", r"your (?:home |postal )?address",
    ),
    good=("excellent", "very good", "good", "satisfied", "very satisfied", "extremely satisfied", "completely satisfied", "somewhat satisfied", "rather satisfied", "agree", "strongly agree", "easy", "very easy", "likely", "very likely", "outstanding", "great", "fantastic", "happy", "very happy"),
    bad=("poor", "very poor", "bad", "very bad", "terrible", "dissatisfied", "very dissatisfied", "extremely dissatisfied", "somewhat dissatisfied", "rather dissatisfied", "unsatisfied", "disagree", "strongly disagree", "difficult", "very difficult", "unlikely", "very unlikely", "unhappy", "awful"),
    middle=("neutral", "neither", "fair", "average", "okay", "ok", "acceptable", "so-so"),
    longest=25,
    words_per_minute=228,
)  # fmt: skip
