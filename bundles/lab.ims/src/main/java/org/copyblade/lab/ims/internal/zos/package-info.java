/** The group as a subsystem of a z/OS image: data sets, console, programs of jobs. */
package org.copyblade.lab.ims.internal.zos;
