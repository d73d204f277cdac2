locals {
  x = var
}
