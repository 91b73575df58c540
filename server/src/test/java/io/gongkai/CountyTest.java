package io.gongkai;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test on the whole program, answering HTTP on {@code @LocalServerPort}, with a PostgreSQL of its own that is empty except
 * for what migrations put there. All classes with this annotation share one program and one database, so a test makes what it
 * needs under names of its own and never counts what others may have made.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "gongkai.empty=true",
            // A cast of twenty people for every test: their passwords need not withstand anybody.
            "gongkai.password.memory-kib=256",
            "gongkai.password.passes=1",
            "gongkai.sign-in.failures-per-minute=100000",
            // All tests come from one address.
            "gongkai.portal.look-ups-per-minute=100000",
            "gongkai.portal.sendings-per-minute=100000"
        })
@ContextConfiguration(initializers = io.gongkai.database.TestPostgres.class)
public @interface CountyTest {}
