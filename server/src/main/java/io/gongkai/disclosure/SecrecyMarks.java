package io.gongkai.disclosure;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Marks of secrecy and of internal papers (密级标志). A text that bears one may not enter at all: what is classified is kept
 * elsewhere. Blanks and invisible signs between the characters do not hide a mark; everyday words that happen to contain its
 * characters (手机密码, 拒绝密切接触) are none.
 */
final class SecrecyMarks {

    private static final Pattern GAP =
            Pattern.compile("(?<=\\p{IsHan})[ \\u00a0\\u3000\\u200b-\\u200f\\u2060\\ufeff]+(?=[\\p{IsHan}★☆*＊:：])");

    private static final Pattern MARK =
            Pattern.compile("绝密(?![切码封闭布集度室接林植])|机密(?![切码封闭布集度室接林植])|秘密[★☆*＊]|秘密级|密级[:：]|内部资料|内部文件|注意保存");

    /** The first mark found, as a person would read it. */
    static Optional<String> in(String text) {
        var matcher = MARK.matcher(GAP.matcher(text).replaceAll(""));
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private SecrecyMarks() {}
}
