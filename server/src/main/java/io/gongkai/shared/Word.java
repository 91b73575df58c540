package io.gongkai.shared;

/** A word that comes with the data instead of from the message files: the label of a form's row in both languages. */
public record Word(String chinese, String english) {

    @Override
    public String toString() {
        return chinese;
    }
}
