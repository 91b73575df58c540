package io.gongkai.message;

/**
 * How somebody who works here wants to be told, besides by the workbench.
 *
 * @param mail empty where none is known
 * @param phone empty where none is known
 */
public record Chosen(String mail, String phone, boolean byMail, boolean bySms) {

    /** Whoever has said nothing looks at the workbench. */
    static final Chosen WORKBENCH_ONLY = new Chosen("", "", false, false);

    @Override
    public String toString() {
        return "Chosen";
    }
}
