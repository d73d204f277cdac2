locals {
  x = { a, b = 1 }
}
