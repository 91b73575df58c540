package io.gongkai.message;

import java.util.regex.Pattern;

/** What addresses look like. */
final class Addresses {

    /** Most characters of a mail address (RFC 5321). */
    static final int LONGEST = 254;

    static final Pattern MAIL =
            Pattern.compile("[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+"
                    + "(?:[A-Za-z]{2,24}|xn--[A-Za-z0-9-]{2,59})");
    static final Pattern MOBILE = Pattern.compile("1[3-9][0-9]{9}");
    static final Pattern ABROAD = Pattern.compile("\\+(?!86)[1-9][0-9]{7,14}");

    private Addresses() {}
}
