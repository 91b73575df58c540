package io.gongkai.workbench.imports;

/** How far an import has come. */
public enum ImportState {
    WAITING,
    RUNNING,
    DONE,
    /** A row was wrong: nothing was taken over. */
    REJECTED,
    /** The program ended in the middle: nothing was taken over. */
    INTERRUPTED
}
