/**
 * What a z/OS image of the laboratory offers to whatever runs in it.
 *
 * <p>A {@link org.copyblade.lab.zos.ZosSubsystem}, such as IMS, is an OSGi service. When a face that needs z/OS starts, it
 * starts every subsystem on its {@link org.copyblade.lab.zos.ZosImage}; the subsystem brings programs for job steps
 * ({@link org.copyblade.lab.zos.JobProgram}) and takes commands of the operator
 * ({@link org.copyblade.lab.zos.ConsoleSubsystem}), and finds its data sets ({@link org.copyblade.lab.zos.DataSets}) on the
 * volumes of the virtual array. The bundle of a subsystem and that of a face so need not know each other.
 *
 * <p>Everything may be called from many threads unless it says otherwise.
 */
@Export
@Version("1.1.0")
package org.copyblade.lab.zos;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
