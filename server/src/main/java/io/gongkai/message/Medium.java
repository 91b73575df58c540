package io.gongkai.message;

/** By what a message goes out. */
public enum Medium {
    MAIL(50),
    SMS(10);

    private final int mostADay;

    Medium(int mostADay) {
        this.mostADay = mostADay;
    }

    /** Most messages to one address in a day: nobody is flooded by typing a stranger's number into a form. */
    int mostADay() {
        return mostADay;
    }
}
