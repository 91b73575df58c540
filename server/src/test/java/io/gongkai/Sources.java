package io.gongkai;

/** What the house-rule tests see of a Java file. */
final class Sources {

    private Sources() {}

    /** The text with its comments blanked out and all lines kept; strings that look like comments are left alone. */
    static String withoutComments(String java) {
        var kept = new StringBuilder(java.length());
        var i = 0;
        while (i < java.length()) {
            if (java.startsWith("\"\"\"", i)) {
                var end = java.indexOf("\"\"\"", i + 3);
                end = end < 0 ? java.length() : end + 3;
                kept.append(java, i, end);
                i = end;
            } else if (java.charAt(i) == '"' || java.charAt(i) == '\'') {
                var quote = java.charAt(i);
                var end = i + 1;
                while (end < java.length() && java.charAt(end) != quote && java.charAt(end) != '\n') {
                    end += java.charAt(end) == '\\' ? 2 : 1;
                }
                end = Math.min(java.length(), end + 1);
                kept.append(java, i, end);
                i = end;
            } else if (java.startsWith("//", i)) {
                while (i < java.length() && java.charAt(i) != '\n') {
                    i++;
                }
            } else if (java.startsWith("/*", i)) {
                var end = java.indexOf("*/", i + 2);
                end = end < 0 ? java.length() : end + 2;
                java.substring(i, end).chars().filter(c -> c == '\n').forEach(c -> kept.append('\n'));
                i = end;
            } else {
                kept.append(java.charAt(i++));
            }
        }
        return kept.toString();
    }
}
