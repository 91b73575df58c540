package io.gongkai.disclosure;

/** Whether an organization may approve a matter by itself, or must put it before its superior (超出职权范围报批). */
public enum BeyondPower {
    NO,
    /** Wider than its catalog allows. */
    BY_SCOPE,
    /** The catalog keeps the entry for the superior. */
    BY_ENTRY
}
