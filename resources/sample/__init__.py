"""The finished example: "Alder Lifts", a firm that sells, installs and repairs lifts, in 2026."""
