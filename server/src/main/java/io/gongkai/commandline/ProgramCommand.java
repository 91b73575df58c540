package io.gongkai.commandline;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works through the program's services. */
@Command(mixinStandardHelpOptions = true)
abstract class ProgramCommand implements Callable<Integer> {

    @Mixin
    private final Target target = new Target();

    @Spec
    @SuppressWarnings("NullAway.Init") // set before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (var program = Program.open(target)) {
            return run(program, spec.commandLine().getOut());
        }
    }

    /** @return what the command ends with */
    abstract int run(Program program, PrintWriter out) throws Exception;
}
