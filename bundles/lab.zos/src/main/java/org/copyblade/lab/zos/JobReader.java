package org.copyblade.lab.zos;

import org.osgi.annotation.versioning.ConsumerType;

/** The internal reader. */
@ConsumerType
@FunctionalInterface
public interface JobReader {

    /** Takes JCL; answers the id of the job. */
    String submit(String jcl, String owner) throws ZosException;
}
