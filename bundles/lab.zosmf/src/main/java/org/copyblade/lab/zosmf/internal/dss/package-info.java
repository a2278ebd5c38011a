/** ADRDSSU: control statements, tasks, messages; copies by the array where it can, through the host where it cannot. */
package org.copyblade.lab.zosmf.internal.dss;
