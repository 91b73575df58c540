package io.gongkai.account;

/** Something one may be permitted to do, always at an organization. There is no permission that reaches everywhere. */
public enum Permission {
    /** See the work in progress: drafts, reviews, duties, the live return with its evidence. */
    READ_WORK,
    /** See what is open to Party members of the unit (scope 3, members). */
    READ_INNER,
    /** See what is open to members and masses of the unit (scope 3, masses). */
    READ_LOCAL,
    WRITE_CATALOG,
    SUBMIT_CATALOG,
    /** Put a subordinate's catalog on file (备案). */
    FILE_CATALOG,
    WRITE_DISCLOSURE,
    REVIEW_SECRECY,
    REVIEW_PRIVACY,
    REVIEW_ACCURACY,
    APPROVE_DISCLOSURE,
    PUBLISH_DISCLOSURE,
    RECORD_DELIVERY,
    RECORD_FACT,
    /** Compute a unit's return, write its remarks, submit it; receive and consolidate those of the units below. */
    PREPARE_RETURN,
    /** Stand for a return: confirm and sign one's own, accept and freeze those of the units below. */
    SIGN_RETURN,
    EXTEND_DUTY,
    /** Take in, complete, answer and deliver requests for disclosure; see who asks, which is written down. */
    HANDLE_REQUEST,
    /** Decide the reply that somebody else drafted; review the replies of the units below. */
    DECIDE_REQUEST,
    /** Take opinions in: write them down, know who sent them, give them to somebody. */
    RECEIVE_OPINION,
    /** Deal with opinions: close and answer them. */
    HANDLE_OPINION,
    /** Agree, as the second person, that an opinion is closed without a solution. */
    COUNTERSIGN,
    /** Design a round of questions, hand it out, close it (测评、征求意见). */
    RUN_SURVEY,
    /** Key in what stands on paper. */
    KEY_ANSWERS,
    /** Make the result of a round public, or take a round back. */
    RELEASE_RESULT,
    WRITE_ORGANIZATION,
    IMPORT,
    MANAGE_CALENDAR,
    /** Install a version of a statistical form for all organizations. */
    MANAGE_FORMS,
    READ_SYSTEM,
    /** Set by what the county's messages go out, look at the outbox, have something sent again. */
    MANAGE_MESSAGES,
    /** Word what the county's messages say. */
    WRITE_TEMPLATE,
    MANAGE_ACCOUNTS,
    READ_AUDIT
}
