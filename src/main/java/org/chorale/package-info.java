/** Multi-site harmonisation of MRI features: the floors are described in CONTRIBUTING.md. */
package org.chorale;
