def embed = new File(basedir, '../../target/it/embed') // basedir is this script's folder
def printed = new File(embed, 'build.log').readLines()

assert printed.contains('hello-42') : 'the command printed something else:\n' + printed.join('\n')
assert new File(embed, 'target/data/store/sessions.mv.db').exists()
