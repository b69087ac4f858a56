/** What every kind of run has: inputs that identify it, an id, the version of the program. */
package org.chorale.job.run;
