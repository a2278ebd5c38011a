package org.copyblade.itests.ims;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something that is wrong with an installation, or that somebody does to it behind its back.
 *
 * @param what is wrong
 * @param command that fails of it
 * @param trouble makes it so
 * @param code of the error
 * @param told what the operator is told besides: the code of the blade or adapter, the object, the cure
 * @param keepsCopies whether nothing can be withdrawn meanwhile, which the next backup makes up for
 */
record BadInput(String what, String command, Trouble trouble, String code, List<String> told, boolean keepsCopies) {

    private static final Pattern CASES = Pattern.compile(System.getProperty("copyblade.cases", ".*"));

    /** Makes it so. */
    interface Trouble {
        Remedy in(BadInputRig rig) throws Exception;
    }

    /** Takes it away again. */
    interface Remedy {
        Remedy NONE = () -> {};

        void takeEffect() throws Exception;
    }

    static BadInput of(String what, String command, Trouble trouble, String code, String... told) {
        return new BadInput(what, command, trouble, code, List.of(told), false);
    }

    /** The same where nothing can be withdrawn before it is taken away. */
    BadInput keepingCopies() {
        return new BadInput(what, command, trouble, code, told, true);
    }

    /** All, or with {@code -Dcopyblade.cases} those whose name fits. */
    static List<BadInput> chosen(Stream<BadInput> all) {
        return all.filter(bad -> CASES.matcher(bad.what()).matches()).toList();
    }

    @Override
    public String toString() {
        return what;
    }
}
