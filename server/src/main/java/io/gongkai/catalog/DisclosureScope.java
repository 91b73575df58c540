package io.gongkai.catalog;

/** How far a matter may be known (公开范围, Art. 8 of the 2017 regulation), from the narrowest to the widest. The order is the rule. */
public enum DisclosureScope {
    SPECIFIC_PARTIES,
    LOCAL_UNIT,
    WHOLE_PARTY,
    SOCIETY
}
