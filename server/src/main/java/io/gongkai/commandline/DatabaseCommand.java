package io.gongkai.commandline;

import io.gongkai.database.Installation;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works on the database as a whole, as its owner. */
@Command(mixinStandardHelpOptions = true)
abstract class DatabaseCommand implements Callable<Integer> {

    @Mixin
    private final Target target = new Target();

    @Spec
    @SuppressWarnings("NullAway.Init") // set before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (var installation = target.open()) {
            run(installation, spec.commandLine().getOut());
            return 0;
        }
    }

    abstract void run(Installation installation, PrintWriter out) throws Exception;
}
